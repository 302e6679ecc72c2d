package io.ebbcache.bench.faults;

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

/** A cluster under load, on which a scenario is played step by step. */
final class Stage implements AutoCloseable {
    private static final Duration START_PATIENCE = Duration.ofSeconds(60);
    private static final long LOOK_MILLIS = 10;

    /** Two seconds of hit ratio are compared. */
    private static final int LOOK_SECONDS = 2;

    /** So long after the load has ended rings are known for all of it. */
    private static final long LAST_LOOK_MILLIS = 200;

    private final Scenario scenario;
    private final FaultsPlan plan;
    private final Consumer<String> progress;
    private final Cluster cluster;
    private final RingBook rings = new RingBook();
    private final Recorder recorder;
    private final Load load;
    private final Map<Integer, RingPoller> pollers = new LinkedHashMap<>();
    private final Set<Integer> running = new LinkedHashSet<>();
    private final List<Step> steps = new ArrayList<>();
    private final List<StepTally> tallies = new ArrayList<>();

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
        StepTally tally = begin(name, struck);
        long begin = System.nanoTime();
        action.run();
        Agreement agreement = new Agreement(rings, Expectation.oneRing(names(running)), begin, System.nanoTime());
        long end = begin + plan.times().settle().toNanos();
        while (System.nanoTime() < end && !(agreement.isThere() && isAtRest(tally.fromSecond))) {
            look(agreement);
        }
        if (!agreement.isThere()) {
            recorder.note("no agreement in time: " + rings.now());
        }
        long quiet = System.nanoTime() + plan.times().quiet().toNanos();
        while (System.nanoTime() < quiet) {
            look(agreement);
        }
        steps.add(agreement.step(tally, recorder.elapsedSeconds()));
    }

    /** Does something, and leaves it so for a time. */
    void step(String name, Set<Integer> struck, Expectation expected, Duration duration, Action action)
            throws IOException, InterruptedException {
        StepTally tally = begin(name, struck);
        long begin = System.nanoTime();
        action.run();
        Agreement agreement = new Agreement(rings, expected, begin, System.nanoTime());
        while (System.nanoTime() < begin + duration.toNanos()) {
            look(agreement);
        }
        steps.add(agreement.step(tally, recorder.elapsedSeconds()));
    }

    private void look(Agreement agreement) throws IOException, InterruptedException {
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        cluster.checkAlive(running);
        agreement.look(System.nanoTime());
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

    /** Steps begin with a second, so that each second belongs to one. A step lasts until the next one begins. */
    private StepTally begin(String name, Set<Integer> struck) throws InterruptedException {
        if (!steps.isEmpty()) {
            TimeUnit.NANOSECONDS.sleep(Math.max(0, recorder.nextSecondNanos() - System.nanoTime()));
            int last = steps.size() - 1;
            steps.set(last, steps.get(last).until(recorder.elapsedSeconds()));
        }
        progress.accept(name);
        StepTally tally = recorder.begin(name, names(struck));
        tallies.add(tally);
        return tally;
    }

    /** Whether the hit ratio is what it was before; in the first step, whether it does not rise any more. */
    private boolean isAtRest(int begin) {
        int now = recorder.elapsedSeconds();
        double last = ratio(now - LOOK_SECONDS, now);
        return steps.isEmpty()
                ? now > 2 * LOOK_SECONDS
                        && last < ratio(now - 2 * LOOK_SECONDS, now - LOOK_SECONDS) + HitRatios.NEAR / 2
                : now >= begin + LOOK_SECONDS && last >= before(begin) - HitRatios.NEAR;
    }

    private double before(int second) {
        return ratio(second - (int) plan.times().quiet().toSeconds(), second);
    }

    private double ratio(int from, int to) {
        return HitRatios.of(recorder.seconds(from, to));
    }

    // ---- the end ----

    private Course course() {
        Judge judge = new Judge(rings);
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

    static Set<String> names(Set<Integer> nodes) {
        return nodes.stream().map(Cluster::name).collect(Collectors.toSet());
    }

    @Override
    public void close() {
        pollers.values().forEach(RingPoller::close);
        load.close();
    }
}
