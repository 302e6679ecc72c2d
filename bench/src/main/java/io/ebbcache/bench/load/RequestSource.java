package io.ebbcache.bench.load;

import java.util.SplittableRandom;
import org.agrona.MutableDirectBuffer;

/** Decides what a thread asks next, and writes it. */
final class RequestSource {
    private static final int VERSIONS_OF_A_THREAD = 40;

    private final Workload workload;
    private final RequestWriter writer;
    private final SplittableRandom random;
    private final long getThreshold;
    private final int thread;
    private final int threads;
    private long nextVersion;
    private long nextToFill;
    private long endOfFill;

    RequestSource(LoadPlan plan, int thread) {
        workload = plan.workload();
        writer = plan.target().protocol().requests(workload.ttlSeconds());
        random = new SplittableRandom(plan.seed() + thread);
        getThreshold = (long) (workload.getRatio() * (1L << Integer.SIZE));
        this.thread = thread;
        threads = plan.target().threads();
        nextVersion = (long) thread << VERSIONS_OF_A_THREAD;
    }

    Workload workload() {
        return workload;
    }

    /** Room that any one request needs. */
    int mostBytes() {
        return workload.sizes().largest() + writer.overheadBytes(workload.multiget());
    }

    /** Writes a get or a set, as chance has it; gives the place behind. */
    int next(MutableDirectBuffer buffer, int at, InFlight inFlight, long sinceNanos) {
        if (random.nextLong() >>> Integer.SIZE >= getThreshold) {
            return set(buffer, at, inFlight, workload.keys().next(random), sinceNanos);
        }
        int count = workload.multiget();
        int first = inFlight.add(true, count, sinceNanos);
        long[] keys = inFlight.keys();
        for (int i = 0; i < count; i++) {
            keys[first + i] = workload.keys().next(random);
        }
        return count == 1 ? writer.get(buffer, at, keys[first]) : writer.getMany(buffer, at, keys, first, count);
    }

    /** Writes a set of a given key. */
    int set(MutableDirectBuffer buffer, int at, InFlight inFlight, long key, long sinceNanos) {
        inFlight.keys()[inFlight.add(false, 1, sinceNanos)] = key;
        return writer.set(buffer, at, key, workload.sizes().of(key), nextVersion++);
    }

    /** From now on {@link #fill} stores keys of this range, as far as they belong to this thread. */
    void beginFilling(long from, long to) {
        nextToFill = from + thread;
        endOfFill = to;
    }

    boolean isFilled() {
        return nextToFill >= endOfFill;
    }

    /** Writes a set of the next key that belongs to this thread. */
    int fill(MutableDirectBuffer buffer, int at, InFlight inFlight, long sinceNanos) {
        long key = nextToFill;
        nextToFill += threads;
        return set(buffer, at, inFlight, key, sinceNanos);
    }
}
