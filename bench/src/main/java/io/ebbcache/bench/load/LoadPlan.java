package io.ebbcache.bench.load;

/**
 * A load.
 *
 * @param rate commands a second in all, at fixed intervals whatever the server does (open loop); 0 for as many as it answers
 *     (closed loop)
 * @param seed of all that is random
 */
public record LoadPlan(Target target, Workload workload, double rate, long seed) {
    public LoadPlan {
        if (!(rate >= 0)) {
            throw new IllegalArgumentException("no negative rate");
        }
    }

    boolean isOpenLoop() {
        return rate > 0;
    }
}
