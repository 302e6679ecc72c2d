package io.ebbcache.bench.clients;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Gets of keys that are there, by one client. */
final class ClientLoad {
    private static final int KEYS = 10_000;
    private static final int SEED = 1;
    private static final int DIGITS = 3;
    private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final double NANOS_A_MICRO = 1_000;
    private static final double NANOS_A_SECOND = 1e9;

    private final DrivenClient client;
    private final Task task;
    private final List<String> keys =
            IntStream.range(0, KEYS).mapToObj(number -> "key:" + number).toList();
    private final AtomicLong failures = new AtomicLong();

    ClientLoad(DrivenClient client, Task task) {
        this.client = client;
        this.task = task;
    }

    /** Stores all keys, warms up, and counts. */
    ClientRound run() throws Exception {
        byte[] value = new byte[task.valueBytes()];
        for (String key : keys) {
            client.set(key, value);
        }
        gets(task.warmUpMillis());
        failures.set(0);
        long cpuBefore = cpuNanos();
        long begin = System.nanoTime();
        Histogram latency = gets(task.millis());
        double seconds = (System.nanoTime() - begin) / NANOS_A_SECOND;
        long count = latency.getTotalCount();
        return new ClientRound(
                count / seconds,
                (cpuNanos() - cpuBefore) / NANOS_A_MICRO / count,
                latency.getValueAtPercentile(50) / NANOS_A_MICRO,
                latency.getValueAtPercentile(99) / NANOS_A_MICRO,
                latency.getValueAtPercentile(99.9) / NANOS_A_MICRO,
                failures.get());
    }

    private Histogram gets(long millis) throws Exception {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        if (task.inFlight() == 1) {
            return waiting(end, SEED);
        }
        return task.kind().isAsynchronous() ? window(end) : threads(end);
    }

    private Histogram waiting(long end, int seed) throws Exception {
        Histogram latency = new Histogram(MOST_NANOS, DIGITS);
        SplittableRandom random = new SplittableRandom(seed);
        for (long now = System.nanoTime(); now < end; ) {
            note(client.get(keys.get(random.nextInt(KEYS))));
            long then = now;
            now = System.nanoTime();
            latency.recordValue(Math.min(now - then, MOST_NANOS));
        }
        return latency;
    }

    /** One thread asks, and waits only when as many as there may be are on their way. */
    private Histogram window(long end) throws InterruptedException {
        ConcurrentHistogram latency = new ConcurrentHistogram(MOST_NANOS, DIGITS);
        SplittableRandom random = new SplittableRandom(SEED);
        Semaphore free = new Semaphore(task.inFlight());
        for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
            free.acquire();
            long asked = System.nanoTime();
            client.get(keys.get(random.nextInt(KEYS)), value -> {
                latency.recordValue(Math.min(System.nanoTime() - asked, MOST_NANOS));
                note(value);
                free.release();
            });
        }
        free.acquire(task.inFlight());
        return latency;
    }

    private Histogram threads(long end) throws Exception {
        List<Histogram> parts = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int number = 0; number < task.inFlight(); number++) {
            int seed = SEED + number;
            Thread thread = new Thread(() -> {
                try {
                    Histogram part = waiting(end, seed);
                    synchronized (parts) {
                        parts.add(part);
                    }
                } catch (Exception e) {
                    failures.incrementAndGet();
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        Histogram latency = new Histogram(MOST_NANOS, DIGITS);
        parts.forEach(latency::add);
        return latency;
    }

    private void note(byte @Nullable [] value) {
        if (value == null || value.length != task.valueBytes()) {
            failures.incrementAndGet();
        }
    }

    private static long cpuNanos() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .orElseThrow(() -> new IllegalStateException("this system does not tell processor time"))
                .toNanos();
    }
}
