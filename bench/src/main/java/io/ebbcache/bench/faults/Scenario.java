package io.ebbcache.bench.faults;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What happens to a cluster. */
enum Scenario {
    /** The last node dies, is started again after it has left the ring, then dies and is started again at once. */
    KILL(
            "The last node is killed (SIGKILL); when it has left the ring it is started again; then it is killed and started at once.") {
        @Override
        void play(Stage stage) throws IOException, InterruptedException {
            int node = last(stage);
            stage.step("SIGKILL " + Cluster.name(node), Set.of(node), () -> kill(stage, node));
            stage.step("start " + Cluster.name(node), Set.of(node), () -> start(stage, node));
            stage.step("SIGKILL, start " + Cluster.name(node), Set.of(node), () -> {
                kill(stage, node);
                start(stage, node);
            });
        }
    },

    /** The last node stops to do anything, and goes on. */
    HANG("The last node is stopped (SIGSTOP), and goes on (SIGCONT).") {
        @Override
        void play(Stage stage) throws IOException, InterruptedException {
            int node = last(stage);
            Set<Integer> others = others(stage, node);
            stage.step(
                    "SIGSTOP " + Cluster.name(node),
                    Set.of(node),
                    Expectation.oneRing(Stage.names(others)),
                    stage.plan().times().hang(),
                    () -> {
                        stage.running().remove(node);
                        stage.cluster().stop(node);
                    });
            stage.step("SIGCONT " + Cluster.name(node), Set.of(node), () -> {
                stage.cluster().go(node);
                stage.running().add(node);
            });
        }
    },

    /** The last node is ended as it should be, and started again. */
    TERM("The last node is ended (SIGTERM), and started again.") {
        @Override
        void play(Stage stage) throws IOException, InterruptedException {
            int node = last(stage);
            stage.step("SIGTERM " + Cluster.name(node), Set.of(node), () -> {
                stage.running().remove(node);
                stage.cluster().terminate(node);
            });
            stage.cluster().awaitEnd(node);
            stage.step("start " + Cluster.name(node), Set.of(node), () -> start(stage, node));
        }
    },

    /** Two halves do not reach each other for a time; clients reach all. */
    CUT("The network is cut between two halves, while clients reach all nodes, and healed.") {
        @Override
        void play(Stage stage) throws IOException, InterruptedException {
            int half = (stage.plan().nodes().count() + 1) / 2;
            Set<Integer> these =
                    stage.running().stream().filter(each -> each < half).collect(Collectors.toSet());
            Set<Integer> those =
                    stage.running().stream().filter(each -> each >= half).collect(Collectors.toSet());
            Expectation halves = new Expectation(List.of(Stage.names(these), Stage.names(those)));
            stage.step(
                    "cut in two",
                    Set.of(),
                    halves,
                    stage.plan().times().cut(),
                    () -> stage.cluster().cut(these, those));
            stage.step("healed", Set.of(), () -> stage.cluster().heal());
        }
    },

    /** One node after the other is ended and started again, as for an update. */
    ROLLING("One node after the other is ended (SIGTERM) and started again.") {
        @Override
        void play(Stage stage) throws IOException, InterruptedException {
            for (int node = 0; node < stage.plan().nodes().count(); node++) {
                int current = node;
                stage.step("SIGTERM, start " + Cluster.name(node), Set.of(node), () -> {
                    stage.running().remove(current);
                    stage.cluster().terminate(current);
                    stage.cluster().awaitEnd(current);
                    start(stage, current);
                });
            }
        }
    },

    /** The lights go out. */
    BLACKOUT("All nodes are killed (SIGKILL), and started again at once.") {
        @Override
        void play(Stage stage) throws IOException, InterruptedException {
            Set<Integer> all = Set.copyOf(stage.running());
            stage.step("SIGKILL, start all", all, () -> {
                for (int node : all) {
                    kill(stage, node);
                }
                for (int node : all) {
                    start(stage, node);
                }
            });
        }
    },

    /** One more node, while the others are full. */
    JOIN("One more node joins, while the memory of the others is full.") {
        @Override
        void play(Stage stage) throws IOException, InterruptedException {
            int node = stage.plan().nodes().count();
            stage.step("start " + Cluster.name(node), Set.of(), () -> stage.join(node));
        }

        @Override
        FaultsPlan adapt(FaultsPlan plan) {
            return plan.full();
        }

        @Override
        int mostNodes(FaultsPlan plan) {
            return plan.nodes().count() + 1;
        }
    };

    private final String text;

    Scenario(String text) {
        this.text = text;
    }

    /** Does it, after the cluster has come to rest. */
    abstract void play(Stage stage) throws IOException, InterruptedException;

    /** What it needs other than all others. */
    FaultsPlan adapt(FaultsPlan plan) {
        return plan;
    }

    /** Nodes that there will ever be. */
    int mostNodes(FaultsPlan plan) {
        return plan.nodes().count();
    }

    /** For a reader. */
    String text() {
        return text;
    }

    private static int last(Stage stage) {
        return stage.plan().nodes().count() - 1;
    }

    private static Set<Integer> others(Stage stage, int node) {
        return stage.running().stream().filter(each -> each != node).collect(Collectors.toSet());
    }

    private static void kill(Stage stage, int node) throws InterruptedException {
        stage.running().remove(node);
        stage.cluster().kill(node);
    }

    private static void start(Stage stage, int node) throws IOException {
        stage.cluster().start(node);
        stage.running().add(node);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
