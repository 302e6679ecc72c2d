package io.ebbcache.bench.load;

import io.ebbcache.bench.load.LoadThread.Phase;
import io.ebbcache.bench.load.Tally.Count;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/**
 * A generator that is connected: fills, warms up, measures, in this order and as often as one likes. Its methods wait until
 * they are done and belong to one thread; whatever the server does wrong ends them with an {@link IOException}.
 */
public final class LoadRun implements AutoCloseable {
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final Duration EACH_SECOND = Duration.ofSeconds(1);
    private static final Duration REST_PATIENCE = Duration.ofSeconds(60);
    private static final Duration FILL_PATIENCE = Duration.ofHours(1);
    private static final double NANOS_A_SECOND = 1e9;
    private static final int DIGITS = 3;

    private final LoadPlan plan;
    private final List<LoadThread> workers;
    private final List<Thread> threads;
    private final long[] counted = new long[Count.values().length];

    private LoadRun(LoadPlan plan, List<LoadThread> workers) {
        this.plan = plan;
        this.workers = workers;
        threads = workers.stream().map(LoadRun::start).toList();
    }

    /** Opens all connections. */
    public static LoadRun connect(LoadPlan plan) throws IOException {
        List<LoadThread> workers = new ArrayList<>();
        LongSupplier nanoClock = System::nanoTime;
        try {
            for (int thread = 0; thread < plan.target().threads(); thread++) {
                workers.add(new LoadThread(plan, thread, nanoClock));
            }
        } catch (IOException e) {
            workers.forEach(LoadThread::close);
            throw e;
        }
        return new LoadRun(plan, workers);
    }

    public LoadPlan plan() {
        return plan;
    }

    /**
     * Stores every key once.
     *
     * @param progress told now and then how many are stored
     */
    public void fill(Consumer<Long> progress) throws IOException, InterruptedException {
        fill(0, plan.workload().keys().keys(), progress);
    }

    /**
     * Stores every key of a range once.
     *
     * @param from the first key
     * @param to the key after the last
     */
    public void fill(long from, long to, Consumer<Long> progress) throws IOException, InterruptedException {
        rest();
        workers.forEach(worker -> worker.fillRange(from, to));
        take(0, 0);
        long before = counted[Count.COMMANDS.ordinal()];
        enterAll(Phase.FILL);
        awaitRest(FILL_PATIENCE, () -> progress.accept(shown(Count.COMMANDS) - before));
        rest();
    }

    /** Runs the load without counting it. */
    public void warmUp(Duration duration) throws IOException, InterruptedException {
        enterAll(Phase.RUN);
        long end = System.nanoTime() + duration.toNanos();
        while (System.nanoTime() < end) {
            look();
        }
    }

    /**
     * Runs the load and counts it.
     *
     * @param each told about every second
     */
    public LoadResult measure(LoadLength length, Consumer<Interval> each) throws IOException, InterruptedException {
        return measure(length, EACH_SECOND, each);
    }

    /**
     * Runs the load and counts it.
     *
     * @param interval how often it is told
     * @param each told about each interval
     */
    public LoadResult measure(LoadLength length, Duration interval, Consumer<Interval> each)
            throws IOException, InterruptedException {
        if (length.commands().isPresent()) {
            rest();
            long commands = length.commands().getAsLong();
            for (int i = 0; i < workers.size(); i++) {
                long share = commands / workers.size() + (i < commands % workers.size() ? 1 : 0);
                workers.get(i).limit(share);
            }
        }
        take(0, 0); // what came before
        ThreadTimes times =
                new ThreadTimes(threads, workers.stream().map(LoadThread::tally).toList());
        long begin = System.nanoTime();
        enterAll(Phase.RUN);
        List<Interval> parts = new ArrayList<>();
        long from = begin;
        boolean ended = false;
        while (!ended) {
            long until = Math.min(
                    from + interval.toNanos(), begin + length.duration().toNanos());
            while (System.nanoTime() < until && !isAtRest()) {
                look();
            }
            ended = until == begin + length.duration().toNanos() || isAtRest();
            long now = System.nanoTime();
            Interval part = take((from - begin) / NANOS_A_SECOND, (now - from) / NANOS_A_SECOND);
            parts.add(part);
            each.accept(part);
            from = now;
        }
        return result(parts, times);
    }

    @Override
    public void close() {
        enterAll(Phase.END);
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // the thread ends all the same
            }
        }
    }

    private LoadResult result(List<Interval> seconds, ThreadTimes times) {
        Interval total = sum(seconds);
        Optional<String> error = workers.stream()
                .flatMap(worker -> Stream.ofNullable(worker.tally().firstError()))
                .findFirst();
        return new LoadResult(
                total, List.copyOf(seconds), times.busiest(), (double) times.nanos() / total.commands(), error);
    }

    /** Waits until nothing is in flight. */
    private void rest() throws IOException, InterruptedException {
        enterAll(Phase.PAUSE);
        awaitRest(REST_PATIENCE, () -> {});
        for (LoadThread worker : workers) {
            worker.limit(Long.MAX_VALUE);
        }
    }

    private void awaitRest(Duration patience, Runnable meanwhile) throws IOException, InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (!isAtRest()) {
            if (System.nanoTime() > end) {
                throw new IOException("the server has not answered for " + patience.toSeconds() + " s");
            }
            look();
            meanwhile.run();
        }
    }

    private void look() throws IOException, InterruptedException {
        TimeUnit.NANOSECONDS.sleep(LOOK_NANOS);
        for (LoadThread worker : workers) {
            worker.check();
        }
    }

    private boolean isAtRest() {
        return workers.stream().allMatch(LoadThread::isAtRest);
    }

    private void enterAll(Phase phase) {
        workers.forEach(worker -> worker.enter(phase));
    }

    private long shown(Count count) {
        return workers.stream().mapToLong(worker -> worker.tally().shown(count)).sum();
    }

    /** All that was counted since the last time. */
    private Interval take(double fromSeconds, double seconds) {
        Histogram gets = new Histogram(DIGITS);
        Histogram sets = new Histogram(DIGITS);
        for (LoadThread worker : workers) {
            worker.tally().takeGets(gets);
            worker.tally().takeSets(sets);
        }
        return new Interval(
                fromSeconds,
                seconds,
                since(Count.COMMANDS),
                since(Count.KEYS),
                since(Count.HITS),
                since(Count.SETS),
                since(Count.ERRORS),
                since(Count.WRONG),
                gets,
                sets);
    }

    private long since(Count count) {
        long now = shown(count);
        long before = counted[count.ordinal()];
        counted[count.ordinal()] = now;
        return now - before;
    }

    private static Interval sum(List<Interval> parts) {
        Histogram gets = new Histogram(DIGITS);
        Histogram sets = new Histogram(DIGITS);
        parts.forEach(part -> {
            gets.add(part.getNanos());
            sets.add(part.setNanos());
        });
        return new Interval(
                0,
                parts.stream().mapToDouble(Interval::seconds).sum(),
                parts.stream().mapToLong(Interval::commands).sum(),
                parts.stream().mapToLong(Interval::keys).sum(),
                parts.stream().mapToLong(Interval::hits).sum(),
                parts.stream().mapToLong(Interval::sets).sum(),
                parts.stream().mapToLong(Interval::errors).sum(),
                parts.stream().mapToLong(Interval::wrong).sum(),
                gets,
                sets);
    }

    private static Thread start(LoadThread worker) {
        Thread thread = new Thread(worker, "load");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
