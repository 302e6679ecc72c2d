package io.ebbcache.bench.ring;

import io.ebbcache.bench.report.Machine;
import io.ebbcache.bench.report.OutputOption;
import io.ebbcache.bench.report.Progress;
import io.ebbcache.bench.report.Result;
import io.ebbcache.bench.report.RunFolder;
import io.ebbcache.client.ring.Node;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ebb bench ring}: a cluster on paper, and the part of that which can be checked. */
@Command(
        name = "ring",
        description = {
            "Computes how evenly clusters of up to thousands of nodes share the keys, what moves when nodes come and go, and what"
                    + " traffic their membership makes; starts small real ones beside it."
        },
        sortOptions = false,
        usageHelpAutoWidth = true,
        mixinStandardHelpOptions = true)
public final class RingCommand implements Callable<Integer> {

    /** As many as one node lets a cluster have. */
    private static final int MOST_NODES = 10_000;

    private static final int MOST_REAL_NODES = 32;
    /** All is over while the nodes are new. */
    private static final int MOST_SECONDS = 15;

    private static final int MOST_KEYS = 100_000_000;

    @Option(
            names = "--nodes",
            split = ",",
            paramLabel = "<n>",
            defaultValue = "3,10,100,1000",
            description = "nodes of the clusters on paper (default: ${DEFAULT-VALUE})")
    private List<Integer> nodes;

    @Option(
            names = "--keys",
            paramLabel = "<n>",
            defaultValue = "1000000",
            description = "keys that are placed (default: ${DEFAULT-VALUE})")
    private int keys;

    @Option(
            names = "--seed",
            paramLabel = "<n>",
            defaultValue = "1",
            description = "what keys and addresses are drawn from (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(
            names = "--real",
            split = ",",
            paramLabel = "<n>",
            defaultValue = "3,5,8",
            description =
                    "nodes of real clusters, which the model of the traffic is checked by; 0 for none (default: ${DEFAULT-VALUE})")
    private List<Integer> real;

    @Option(
            names = "--seconds",
            paramLabel = "<s>",
            defaultValue = "10",
            description = "that the traffic of a quiet real cluster is counted (default: ${DEFAULT-VALUE})")
    private int seconds;

    @Mixin
    private OutputOption output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Integer> clusters = real.stream().filter(count -> count != 0).toList();
        check(clusters);
        Instant begin = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        List<RingFigures> figures = new ArrayList<>();
        List<TrafficCheck> checks = new ArrayList<>();
        try (Progress progress = Progress.of("ring", nodes.size() + clusters.size())) {
            DrawnKeys drawn = DrawnKeys.draw(new SplittableRandom(seed), keys);
            for (int count : nodes) {
                progress.note(count + " nodes on paper");
                figures.add(figures(count, drawn));
                progress.done(progress.steps() + 1);
            }
            for (int count : clusters) {
                progress.note(count + " real nodes");
                checks.add(RealCluster.measure(count, Duration.ofSeconds(seconds)));
                progress.done(progress.steps() + 1);
            }
        }
        RingReport report = new RingReport(keys, figures, checks);
        PrintWriter out = spec.commandLine().getOut();
        out.println(report.text());
        RunFolder folder = output.open("ring");
        folder.write(
                new Result(
                        "ring",
                        begin,
                        OutputOption.commandLine(spec),
                        Machine.here(),
                        Map.of("Ebb", Machine.ebbVersion()),
                        parameters(clusters),
                        Map.of("clusters", figures, "checks", checks)),
                report.page());
        out.println("report: " + folder.path().resolve("report.html"));
        out.flush();
        return 0;
    }

    private void check(List<Integer> clusters) {
        allow(nodes.stream().allMatch(count -> count >= 2 && count <= MOST_NODES), "--nodes are 2 to " + MOST_NODES);
        allow(
                clusters.stream().allMatch(count -> count >= 2 && count <= MOST_REAL_NODES),
                "--real are 2 to " + MOST_REAL_NODES + ", or 0");
        allow(keys >= 1 && keys <= MOST_KEYS, "--keys is 1 to " + MOST_KEYS);
        allow(seconds >= 1 && seconds <= MOST_SECONDS, "--seconds is 1 to " + MOST_SECONDS);
    }

    private void allow(boolean sense, String rule) {
        if (!sense) {
            throw new ParameterException(spec.commandLine(), rule);
        }
    }

    private RingFigures figures(int count, DrawnKeys drawn) {
        RingSimulation simulation = new RingSimulation(count, drawn, seed);
        List<Node> members = DrawnNodes.draw(new SplittableRandom(seed ^ count), count);
        TrafficModel traffic = TrafficModel.ofDrawn(members);
        return new RingFigures(
                count,
                simulation.balance(),
                simulation.moves(),
                simulation.cost(),
                traffic.quiet(false),
                traffic.join(),
                traffic.searchOfNewcomer());
    }

    private Map<String, Object> parameters(List<Integer> clusters) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("nodes", nodes);
        parameters.put("keys", keys);
        parameters.put("seed", seed);
        parameters.put("real", clusters);
        parameters.put("seconds", seconds);
        return parameters;
    }
}
