package io.ebbcache.server.differential;

import java.util.Optional;

/** Leaves out of a talk whatever is not needed for two servers to answer differently: halves, quarters … single requests. */
final class Shrinker {

    private final Contest contest;
    private Mismatch smallest;

    Shrinker(Contest contest, Mismatch found) {
        this.contest = contest;
        this.smallest = found;
    }

    Mismatch shrink() {
        int before;
        do {
            before = smallest.talk().requests();
            leaveOutBursts();
            leaveOutRequests();
        } while (smallest.talk().requests() < before);
        for (int i = 0; i < smallest.talk().bursts().size(); i++) {
            Talk talk = smallest.talk();
            differs(talk.with(i, talk.bursts().get(i).inOnePiece()));
        }
        return smallest;
    }

    private boolean differs(Talk smaller) {
        Optional<Mismatch> mismatch = contest.run(smaller);
        mismatch.ifPresent(still -> smallest = still);
        return mismatch.isPresent();
    }

    private void leaveOutBursts() {
        for (int count = smallest.talk().bursts().size() / 2; count > 0; count /= 2) {
            int from = 0;
            while (from + count < smallest.talk().bursts().size()) {
                if (!differs(smallest.talk().without(from, from + count))) {
                    from += count;
                }
            }
        }
    }

    private void leaveOutRequests() {
        for (int index = 0; index < smallest.talk().bursts().size(); index++) {
            int from = 0;
            while (index < smallest.talk().bursts().size()
                    && from < smallest.talk().bursts().get(index).requests().size()) {
                Burst burst = smallest.talk().bursts().get(index);
                if (!differs(smallest.talk().with(index, burst.without(from, from + 1)))) {
                    from++;
                }
            }
        }
    }
}
