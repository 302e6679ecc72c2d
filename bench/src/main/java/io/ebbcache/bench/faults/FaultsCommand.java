package io.ebbcache.bench.faults;

import io.ebbcache.bench.process.ServerKind;
import io.ebbcache.bench.report.Machine;
import io.ebbcache.bench.report.OutputOption;
import io.ebbcache.bench.report.Progress;
import io.ebbcache.bench.report.Result;
import io.ebbcache.bench.report.RunFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ebb bench faults}: a cluster under load, and what can happen to it. */
@Command(
        name = "faults",
        description = {
            "Starts a cluster, each node in a network namespace of its own, and lets things happen to it, while a load through all nodes"
                    + " knows what each read may return.",
            "It says how long the nodes need to agree again, which errors clients see, what becomes of the hit ratio, and whether a value"
                    + " was wrong, or older than what had been acknowledged."
        },
        sortOptions = false,
        usageHelpAutoWidth = true,
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  ebb bench faults                                 all scenarios, three nodes: some eight minutes",
            "  ebb bench faults --scenario kill,hang --nodes 5",
            "  ebb bench faults --scenario cut --trace reads.txt",
            "",
            "It makes network namespaces: run it as root. It needs ip (iproute2) and iptables.",
            "What the nodes print lies in the report's folder."
        })
public final class FaultsCommand implements Callable<Integer> {
    private static final int BAD_READS = 1;

    @Option(
            names = "--scenario",
            paramLabel = "<name>",
            split = ",",
            defaultValue = "all",
            description = {
                "kill (a node dies), hang (it stops for a while), term (it is ended), cut (two halves do not reach each other), rolling (each"
                        + " is ended and started, one by one), blackout (all die at once), join (one more comes); several with commas;"
                        + " all (default: ${DEFAULT-VALUE})"
            })
    private List<String> scenarios;

    @Mixin
    private FaultsOptions options;

    @Option(
            names = "--fail-on",
            paramLabel = "<kind>",
            split = ",",
            defaultValue = "wrong,stale,resurfaced",
            description = {
                "reads for which the exit code is 1: wrong, stale, resurfaced, behind (default: ${DEFAULT-VALUE})"
            })
    private List<Verdict> failOn;

    @Option(
            names = "--trace",
            paramLabel = "<file>",
            description = "write a line for each read that is stale, resurfaced or behind")
    private Optional<Path> traceFile;

    @Mixin
    private OutputOption output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Instant begin = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        List<Scenario> chosen = chosen();
        FaultsPlan plan = plan();
        checkMachine();
        RunFolder folder = output.open("faults");
        if (traceFile.isPresent()) {
            Files.writeString(traceFile.get(), "");
        }
        List<Course> courses = new ArrayList<>();
        FaultsReport report =
                new FaultsReport(plan, courses, new Trace(Instant.now(), System.nanoTime(), ZoneId.systemDefault()));
        PrintWriter out = spec.commandLine().getOut();
        try (Progress progress = Progress.of("faults", chosen.size())) {
            for (Scenario scenario : chosen) {
                courses.add(play(scenario, plan, folder.path().resolve("nodes-" + scenario), progress));
                progress.done(courses.size());
                tell(out, courses.get(courses.size() - 1), report);
                write(begin, folder, plan, report);
            }
        }
        for (Course course : courses) {
            folder.write(course.scenario() + "-hit-ratio", new FaultsPlots(course).hitRatio());
        }
        out.println("report: " + folder.path().resolve("report.html"));
        out.flush();
        return failOn.stream().allMatch(each -> report.count(each) == 0) ? 0 : BAD_READS;
    }

    private void tell(PrintWriter out, Course course, FaultsReport report) throws IOException {
        out.println(StepTable.of(course).text());
        course.serverErrors().forEach((message, count) -> out.println("  " + count + " times " + message));
        course.notes().forEach(each -> out.println("  " + each));
        report.examples(course).forEach(each -> out.println("  " + each));
        out.println();
        out.flush();
        if (traceFile.isPresent()) {
            Files.write(traceFile.get(), report.lines(course), StandardOpenOption.APPEND);
        }
    }

    private static Course play(Scenario scenario, FaultsPlan plan, Path logs, Progress progress)
            throws IOException, InterruptedException {
        FaultsPlan its = scenario.adapt(plan);
        try (Cluster cluster = Cluster.create(its, logs, scenario.mostNodes(its));
                Stage stage = new Stage(scenario, its, cluster, step -> progress.note(scenario + ": " + step))) {
            return stage.play();
        }
    }

    private void write(Instant begin, RunFolder folder, FaultsPlan plan, FaultsReport report) throws IOException {
        folder.write(
                new Result(
                        "faults",
                        begin,
                        OutputOption.commandLine(spec),
                        Machine.here(),
                        Map.of("Ebb", Machine.ebbVersion()),
                        plan,
                        report.figures()),
                report.page());
    }

    private List<Scenario> chosen() {
        Set<Scenario> chosen = new LinkedHashSet<>();
        for (String name : scenarios) {
            List<Scenario> named = Arrays.stream(Scenario.values())
                    .filter(each -> name.equals("all") || name.equals(each.toString()))
                    .toList();
            if (named.isEmpty()) {
                throw new ParameterException(spec.commandLine(), "'" + name + "' is no scenario");
            }
            chosen.addAll(named);
        }
        return List.copyOf(chosen);
    }

    private FaultsPlan plan() {
        try {
            return options.plan();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    /** Says beforehand what would fail in the middle. */
    private static void checkMachine() throws IOException {
        if (ServerKind.EBB.program().isEmpty()) {
            throw new IOException("Ebb is not installed here");
        }
        NodeNetwork.check();
    }
}
