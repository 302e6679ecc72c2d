package io.ebbcache.bench.pressure;

import io.ebbcache.bench.process.ServerKind;
import io.ebbcache.bench.report.Machine;
import io.ebbcache.bench.report.OutputOption;
import io.ebbcache.bench.report.Result;
import io.ebbcache.bench.report.RunFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ebb bench pressure}: a cache and a hungry neighbour under one memory limit. */
@Command(
        name = "pressure",
        description = {
            "Puts a cache and a neighbour that needs memory under one limit, and says what both notice of it.",
            "Each server is filled beyond the limit and read with Zipf-distributed keys, each miss followed by a set and each value"
                    + " checked. After a while the neighbour takes its memory, later it gives it back. Whoever is killed is counted"
                    + " and started again."
        },
        sortOptions = false,
        usageHelpAutoWidth = true,
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  ebb bench pressure                                    both servers, a sudden grab",
            "  ebb bench pressure --scenario step,staircase,grab,flapping --confined",
            "  ebb bench pressure --servers ebb --limit 1g --neighbour 500m --scenario step",
            "",
            "It makes cgroups and needs the right to do so: run it as root."
        })
public final class PressureCommand implements Callable<Integer> {
    private static final int WRONG_VALUES = 1;
    private static final String SMALLEST = "0";

    @Option(
            names = "--scenario",
            paramLabel = "<name>",
            split = ",",
            defaultValue = "grab",
            description = {
                "how the neighbour takes its memory: step (at once), ramp (within a second), staircase (64 steps), grab"
                        + " (60 %% of the limit at once), flapping (takes it and gives it back); several with commas (default: ${DEFAULT-VALUE})"
            })
    private List<Scenario> scenarios;

    @Option(
            names = "--servers",
            paramLabel = "<name>",
            split = ",",
            defaultValue = "ebb,memcached",
            description = "ebb, memcached (default: ${DEFAULT-VALUE})")
    private List<ServerKind> servers;

    @Mixin
    private PressureOptions options;

    @Option(
            names = "--confined",
            paramLabel = "<size>",
            arity = "0..1",
            fallbackValue = SMALLEST,
            converter = MemorySize.Converter.class,
            description = {
                "also run each server confined to so much memory from its start, the neighbour holding the rest, and compare how the"
                        + " cache does ten seconds after the neighbour came (without a size: what the neighbour leaves at most)"
            })
    private Optional<MemorySize> confined;

    @Mixin
    private OutputOption output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Instant begin = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        PressurePlan plan = plan();
        checkMachine(plan);
        RunFolder folder = output.open("pressure");
        PressureRun run = new PressureRun(plan, servers);
        List<Outcome> outcomes = new ArrayList<>();
        PressureReport report = new PressureReport(plan, outcomes);
        PrintWriter out = spec.commandLine().getOut();
        for (Scenario scenario : scenarios) {
            Outcome outcome = run.run(
                    scenario,
                    confined.map(size -> OptionalLong.of(size.bytes())).orElse(OptionalLong.empty()));
            outcomes.add(outcome);
            out.println(report.table(outcome).text());
            out.flush();
        }
        folder.write(
                new Result(
                        "pressure",
                        begin,
                        OutputOption.commandLine(spec),
                        Machine.here(),
                        report.versions(),
                        plan,
                        report.figures()),
                report.page());
        for (Outcome outcome : outcomes) {
            folder.write(outcome.scenario() + "-hit-ratio", new CoursePlots(outcome, report.ideal()).hitRatio());
        }
        out.println("report: " + folder.path().resolve("report.html"));
        return report.wrongValues() == 0 ? 0 : WRONG_VALUES;
    }

    private PressurePlan plan() {
        try {
            return options.plan();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    /** Says beforehand what would fail in the middle. */
    private void checkMachine(PressurePlan plan) throws IOException {
        for (ServerKind server : servers) {
            if (server.program().isEmpty()) {
                throw new IOException(server + " is not installed here; leave it out of --servers");
            }
        }
        try (MemoryCgroup probe =
                MemoryCgroup.create("bench-probe", plan.memory().limitBytes())) {
            probe.usageBytes();
        } catch (IOException e) {
            throw new IOException(
                    "no memory cgroup can be made here, run it as root on Linux, or in a privileged container (" + e
                            + ")",
                    e);
        }
    }
}
