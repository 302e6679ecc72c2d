package io.ebbcache.bench.faults;

import org.jspecify.annotations.Nullable;

/** Looks at how long nodes need until they are as expected. */
final class Agreement {
    private static final double NANOS_A_SECOND = 1e9;

    private final RingBook rings;
    private final Expectation expected;
    private final long beginNanos;
    private final long doneNanos;
    private @Nullable Double agreedSeconds;
    private @Nullable Double listSeconds;

    /**
     * Begins.
     *
     * @param beginNanos when it was begun to do something to the nodes; times are from there
     * @param doneNanos when that was done: what nodes told before does not count
     */
    Agreement(RingBook rings, Expectation expected, long beginNanos, long doneNanos) {
        this.rings = rings;
        this.expected = expected;
        this.beginNanos = beginNanos;
        this.doneNanos = doneNanos;
    }

    void look(long nowNanos) {
        if (agreedSeconds == null && expected.isAgreed(rings, doneNanos)) {
            agreedSeconds = (nowNanos - beginNanos) / NANOS_A_SECOND;
        }
        if (listSeconds == null && expected.isMet(rings, doneNanos)) {
            listSeconds = (nowNanos - beginNanos) / NANOS_A_SECOND;
        }
    }

    /** Whether all is as expected. */
    boolean isThere() {
        return listSeconds != null;
    }

    Step step(StepTally tally, int toSecond) {
        return new Step(
                tally.name,
                tally.struck,
                tally.fromSecond,
                toSecond,
                agreedSeconds,
                listSeconds,
                rings.ringsSince(beginNanos));
    }
}
