package io.ebbcache.server.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Ebb and memcached, told the same. */
final class Contest implements AutoCloseable {

    private final Wire wire;
    private final Side ours;
    private final Side theirs;

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
        ours.begin();
        theirs.begin();
        if (!isAnsweredAlike(Burst.of(wire.flush()))) {
            throw new IllegalStateException("no talk is possible");
        }
        List<Burst> told = new ArrayList<>();
        for (Burst burst : talk.bursts()) {
            told.add(burst);
            say(burst);
            List<String> our = ours.replies();
            List<String> their = theirs.replies();
            if (!agree(our, their)) {
                ours.close();
                theirs.close();
                return Optional.of(new Mismatch(new Talk(told), our, their));
            }
        }
        return Optional.empty();
    }

    private boolean isAnsweredAlike(Burst burst) {
        say(burst);
        return agree(ours.replies(), theirs.replies());
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
