package io.ebbcache.bench.faults;

import io.ebbcache.bench.faults.Absences.Absence;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A cluster under load, on which a scenario is played step by step. */
final class Stage implements AutoCloseable {
    private static final Duration START_PATIENCE = Duration.ofSeconds(60);
    private static final long LOOK_MILLIS = 10;
    private static final double NANOS_A_SECOND = 1e9;

    /** Two seconds of hit ratio are compared. */
    private static final int LOOK_SECONDS = 2;

    /** So long after all agree again nodes have connected to each other again. */
    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** So long after the load has ended rings are known for all of it. */
    private static final long LAST_LOOK_MILLIS = 200;

    private final Scenario scenario;
    private final FaultsPlan plan;
    private final Consumer<String> progress;
    private final Cluster cluster;
    private final RingBook rings = new RingBook();
    private final Absences absences = new Absences();
    private final Recorder recorder;
    private final Load load;
    private final Map<Integer, RingPoller> pollers = new LinkedHashMap<>();
    private final Set<Integer> running = new LinkedHashSet<>();
    private final List<Step> steps = new ArrayList<>();
    private final List<StepTally> tallies = new ArrayList<>();
    private @Nullable Absence open;

    /** What is done at the begin of a step. */
    interface Action {
        /** Does it. */
        void run() throws IOException, InterruptedException;
    }

    /**
     * Starts the nodes and waits until all answer.
     *
     * @param cluster of which no node runs yet
     * @param progress is told what is done
     */
    Stage(Scenario scenario, FaultsPlan plan, Cluster cluster, Consumer<String> progress)
            throws IOException, InterruptedException {
        this.scenario = scenario;
        this.plan = plan;
        this.cluster = cluster;
        this.progress = progress;
        for (int node = 0; node < plan.nodes().count(); node++) {
            cluster.start(node);
            running.add(node);
        }
        for (int node : running) {
            awaitAnswer(node);
        }
        recorder = new Recorder(System::nanoTime);
        load = new Load(plan, recorder);
    }

    /** Plays it all. */
    Course play() throws IOException, InterruptedException {
        fresh();
        scenario.play(this);
        recorder.end();
        load.close();
        TimeUnit.MILLISECONDS.sleep(LAST_LOOK_MILLIS);
        return course();
    }

    FaultsPlan plan() {
        return plan;
    }

    Cluster cluster() {
        return cluster;
    }

    /** Who runs, as far as the scenario has it. */
    Set<Integer> running() {
        return running;
    }

    // ---- what is done ----

    /** A node is away from now on: dead, or stopped. */
    void away(int node) {
        running.remove(node);
        absent(Set.of(Cluster.name(node)), allNames());
    }

    void back(int node) {
        running.add(node);
    }

    /** From now on these and those do not reach each other; until all agree again. */
    void absent(Set<String> these, Set<String> those) {
        endAbsence(System.nanoTime());
        open = absences.begin(these, those, System.nanoTime());
    }

    /** One more node: it is asked as the others are. */
    void join(int node) throws IOException, InterruptedException {
        cluster.start(node);
        running.add(node);
        awaitAnswer(node);
        watch(node);
    }

    // ---- steps ----

    /** Does something, and waits until all nodes that run have come to one ring, and the hit ratio is back; then for the quiet seconds. */
    void step(String name, Set<Integer> struck, Action action) throws IOException, InterruptedException {
        begin(name, struck);
        long begin = System.nanoTime();
        action.run();
        long done = System.nanoTime();
        Expectation expected = Expectation.oneRing(names(running));
        long end = begin + plan.times().settle().toNanos();
        boolean wasBefore = !steps.isEmpty();
        Double ringSeconds = null;
        while (System.nanoTime() < end && !(ringSeconds != null && (wasBefore ? isBack() : isSteady()))) {
            ringSeconds = look(expected, begin, done, ringSeconds);
        }
        long quiet = System.nanoTime() + plan.times().quiet().toNanos();
        while (System.nanoTime() < quiet) {
            ringSeconds = look(expected, begin, done, ringSeconds);
        }
        if (ringSeconds == null) {
            recorder.note("no agreement in time: " + rings.now());
            endAbsence(System.nanoTime());
        }
        end(ringSeconds, begin);
    }

    /** Does something, and leaves it so for a time. */
    void step(String name, Set<Integer> struck, Expectation expected, Duration duration, Action action)
            throws IOException, InterruptedException {
        begin(name, struck);
        long begin = System.nanoTime();
        action.run();
        long done = System.nanoTime();
        Double ringSeconds = null;
        while (System.nanoTime() < begin + duration.toNanos()) {
            boolean before = ringSeconds != null;
            ringSeconds = before ? ringSeconds : met(expected, begin, done);
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        end(ringSeconds, begin);
    }

    private @Nullable Double look(Expectation expected, long begin, long done, @Nullable Double known)
            throws IOException, InterruptedException {
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        cluster.checkAlive(running);
        if (known != null) {
            return known;
        }
        Double seconds = met(expected, begin, done);
        if (seconds != null) {
            endAbsence(System.nanoTime() + GRACE_NANOS);
        }
        return seconds;
    }

    private @Nullable Double met(Expectation expected, long begin, long done) {
        return expected.isMet(rings, done) ? (System.nanoTime() - begin) / NANOS_A_SECOND : null;
    }

    private void endAbsence(long nanos) {
        Absence ending = open;
        if (ending != null) {
            ending.endsAt(nanos);
            open = null;
        }
    }

    /** The load begins as soon as all nodes answer. */
    private void fresh() throws IOException, InterruptedException {
        step("fresh cluster", Set.of(), () -> {
            for (int node : running) {
                watch(node);
            }
        });
    }

    private void watch(int node) {
        pollers.put(node, RingPoller.start(Cluster.name(node), cluster.address(node), rings));
        load.begin(Cluster.name(node), cluster.address(node));
    }

    /** Steps begin with a second, so that each second belongs to one. */
    private void begin(String name, Set<Integer> struck) throws InterruptedException {
        if (!steps.isEmpty()) {
            long wait = recorder.nextSecondNanos() - System.nanoTime();
            TimeUnit.NANOSECONDS.sleep(Math.max(0, wait));
        }
        endLast();
        progress.accept(name);
        tallies.add(recorder.begin(name, names(struck)));
    }

    private void end(@Nullable Double ringSeconds, long begin) {
        StepTally tally = tallies.get(tallies.size() - 1);
        steps.add(new Step(
                tally.name,
                tally.struck,
                tally.fromSecond,
                recorder.elapsedSeconds(),
                ringSeconds,
                rings.ringsSince(begin)));
    }

    /** A step lasts until the next one begins. */
    private void endLast() {
        if (!steps.isEmpty()) {
            Step last = steps.remove(steps.size() - 1);
            steps.add(new Step(
                    last.name(),
                    last.struck(),
                    last.fromSecond(),
                    recorder.elapsedSeconds(),
                    last.ringSeconds(),
                    last.newRings()));
        }
    }

    private boolean isBack() {
        int now = recorder.elapsedSeconds();
        int begin = tallies.get(tallies.size() - 1).fromSecond;
        return now >= begin + LOOK_SECONDS && ratio(now - LOOK_SECONDS, now) >= before(begin) - HitRatios.NEAR;
    }

    /** It does not rise any more. */
    private boolean isSteady() {
        int now = recorder.elapsedSeconds();
        return now >= 2 * LOOK_SECONDS + 1
                && ratio(now - LOOK_SECONDS, now)
                        < ratio(now - 2 * LOOK_SECONDS, now - LOOK_SECONDS) + HitRatios.NEAR / 2;
    }

    private double before(int second) {
        return ratio(second - (int) plan.times().quiet().toSeconds(), second);
    }

    private double ratio(int from, int to) {
        return HitRatios.of(recorder.seconds(from, to));
    }

    // ---- the end ----

    private Course course() {
        Judge judge = new Judge(rings, absences);
        List<StepFigures> figures = new ArrayList<>();
        List<Finding> all = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            List<Finding> its =
                    tallies.get(i).suspects.stream().map(judge::judge).toList();
            all.addAll(its);
            Double before = i == 0 ? null : before(step.fromSecond());
            List<Second> seconds = recorder.seconds(step.fromSecond(), step.toSecond());
            figures.add(StepFigures.of(step, tallies.get(i), seconds, before, its));
        }
        int end = steps.get(steps.size() - 1).toSecond();
        return new Course(
                scenario, plan, figures, recorder.seconds(0, end), all, recorder.notes(), recorder.serverErrors());
    }

    private void awaitAnswer(int node) throws IOException, InterruptedException {
        long end = System.nanoTime() + START_PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            cluster.checkAlive(Set.of(node));
            try (NodeConnection connection =
                    NodeConnection.open(cluster.address(node), (int) TimeUnit.SECONDS.toMillis(1))) {
                connection.statistics("cluster");
                return;
            } catch (IOException e) {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            }
        }
        throw new IOException(Cluster.name(node) + " does not answer");
    }

    private Set<String> allNames() {
        return names(IntStream.range(0, plan.nodes().count() + 1).boxed().collect(Collectors.toSet()));
    }

    static Set<String> names(Set<Integer> nodes) {
        return nodes.stream().map(Cluster::name).collect(Collectors.toSet());
    }

    @Override
    public void close() {
        pollers.values().forEach(RingPoller::close);
        load.close();
    }
}
