package io.ebbcache.bench.load;

import io.ebbcache.bench.load.Tally.Count;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;

/** How much the generator's threads worked since a moment: waiting for the time to send is no work. */
final class ThreadTimes {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final List<Thread> threads;
    private final List<Tally> tallies;
    private final long[] begin;
    private final long beginNanos;

    ThreadTimes(List<Thread> threads, List<Tally> tallies) {
        this.threads = threads;
        this.tallies = tallies;
        begin = now();
        beginNanos = System.nanoTime();
    }

    /** Share of the time that the busiest thread worked. */
    double busiest() {
        long passed = System.nanoTime() - beginNanos;
        long[] end = now();
        double busiest = 0;
        for (int i = 0; i < end.length; i++) {
            busiest = Math.max(busiest, (double) (end[i] - begin[i]) / passed);
        }
        return busiest;
    }

    /** Work of all threads together. */
    long nanos() {
        long[] end = now();
        long nanos = 0;
        for (int i = 0; i < end.length; i++) {
            nanos += end[i] - begin[i];
        }
        return nanos;
    }

    private long[] now() {
        long[] nanos = new long[threads.size()];
        for (int i = 0; i < nanos.length; i++) {
            nanos[i] = Math.max(0, THREADS.getThreadCpuTime(threads.get(i).getId()))
                    - tallies.get(i).shown(Count.IDLE_NANOS);
        }
        return nanos;
    }
}
