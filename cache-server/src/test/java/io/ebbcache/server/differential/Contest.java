package io.ebbcache.server.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Ebb and memcached, told the same. */
final class Contest implements AutoCloseable {

    private final Wire wire;
    private final Side ours;
    private final Side theirs;
    private final List<Burst> told = new ArrayList<>();

    Contest(Wire wire, Side.Address ebb, Side.Address memcached) {
        this.wire = wire;
        this.ours = new Side(wire, ebb);
        this.theirs = new Side(wire, memcached);
    }

    Wire wire() {
        return wire;
    }

    /** The first burst that was not answered alike, with what came before it. */
    Optional<Mismatch> run(Talk talk) {
        begin();
        for (Burst burst : talk.bursts()) {
            Optional<Mismatch> mismatch = tell(burst);
            if (mismatch.isPresent()) {
                return mismatch;
            }
        }
        return Optional.empty();
    }

    /** Begins anew, without items. */
    void begin() {
        ours.begin();
        theirs.begin();
        told.clear();
        if (tell(Burst.of(wire.flush())).isPresent()) {
            throw new IllegalStateException("no talk is possible");
        }
        told.clear();
    }

    /** Goes on; whether both answer alike. */
    Optional<Mismatch> tell(Burst burst) {
        told.add(burst);
        say(burst);
        List<String> our = ours.replies();
        List<String> their = theirs.replies();
        if (agree(our, their)) {
            return Optional.empty();
        }
        ours.close();
        theirs.close();
        return Optional.of(new Mismatch(new Talk(List.copyOf(told)), our, their));
    }

    private void say(Burst burst) {
        ours.say(burst, burst.requests().stream().map(Request::bytes).toList());
        theirs.say(burst, burst.requests().stream().map(Request::older).toList());
    }

    private static boolean agree(List<String> ours, List<String> theirs) {
        if (ours.size() != theirs.size() || ours.contains(Side.SILENT)) {
            return false;
        }
        for (int i = 0; i < ours.size(); i++) {
            if (!KnownDifferences.agree(ours.get(i), theirs.get(i))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        ours.close();
        theirs.close();
    }
}
