package io.ebbcache.bench.load;

import io.ebbcache.bench.report.Machine;
import io.ebbcache.bench.report.OutputOption;
import io.ebbcache.bench.report.Progress;
import io.ebbcache.bench.report.Result;
import io.ebbcache.bench.report.RunFolder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ebb bench load}: puts a load on a server that runs already. */
@Command(
        name = "load",
        description = "Puts a load on any server that speaks memcached's protocol, and says what it bore.",
        sortOptions = false,
        usageHelpAutoWidth = true,
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  ebb bench load localhost:11211 --fill                      how fast is one by one?",
            "  ebb bench load localhost:11211 --fill --pipeline 16        how much can it bear?",
            "  ebb bench load localhost:11211 --fill --rate 50000         how long does it take at this rate?",
            "  ebb bench load localhost:11211 --read-through --verify \\",
            "      --distribution zipf:0.99 --keys 1000000 --values web   as an application would"
        })
public final class LoadCommand implements Callable<Integer> {
    private static final int WRONG_VALUES = 1;
    private static final double MILLIS_A_SECOND = 1_000;

    @Parameters(
            paramLabel = "HOST:PORT",
            converter = LoadOptions.Address.class,
            description = "the server; what it holds under keys that begin with 'ebb:' is overwritten")
    private InetSocketAddress address;

    @Mixin
    private LoadOptions options;

    @Option(names = "--fill", description = "first store every key once")
    private boolean fill;

    @Option(
            names = "--warm-up",
            paramLabel = "<seconds>",
            defaultValue = "5",
            description = "load that is not counted (default: ${DEFAULT-VALUE})")
    private double warmUpSeconds;

    @Option(
            names = "--seconds",
            paramLabel = "<seconds>",
            defaultValue = "10",
            description = "how long is counted (default: ${DEFAULT-VALUE})")
    private double seconds;

    @Option(
            names = "--requests",
            paramLabel = "<commands>",
            description = "end after so many commands, not after a time")
    private Optional<Long> requests;

    @Mixin
    private OutputOption output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Instant begin = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        LoadPlan plan = plan();
        String version = ServerVersion.ask(address);
        LoadResult result;
        try (LoadRun run = LoadRun.connect(plan)) {
            if (fill) {
                try (Progress progress =
                        Progress.of("fill", plan.workload().keys().keys())) {
                    run.fill(progress::done);
                }
            }
            run.warmUp(duration(warmUpSeconds));
            try (Progress progress = Progress.of("load", requests.orElse(Math.round(seconds)))) {
                result = run.measure(length(), interval -> show(progress, interval));
            }
        }
        LoadReport report = new LoadReport(plan, options.distribution(), result);
        spec.commandLine().getOut().println(report.text(version));
        RunFolder folder = output.open("load");
        folder.write(
                new Result(
                        "load",
                        begin,
                        OutputOption.commandLine(spec),
                        Machine.here(),
                        Map.of("server", version),
                        report.parameters(),
                        report.figures()),
                report.page(version));
        spec.commandLine().getOut().println("report: " + folder.path().resolve("report.html"));
        return result.total().wrong() == 0 ? 0 : WRONG_VALUES;
    }

    private LoadPlan plan() {
        try {
            return options.plan(address);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private LoadLength length() {
        return requests.isPresent() ? LoadLength.ofCommands(requests.get()) : LoadLength.of(duration(seconds));
    }

    private void show(Progress progress, Interval interval) {
        double end = interval.fromSeconds() + interval.seconds();
        progress.done(requests.isPresent() ? progress.steps() + interval.commands() : Math.round(end));
        progress.note(String.format("%,.0f commands/s", interval.commandsPerSecond()));
    }

    private static Duration duration(double seconds) {
        return Duration.ofMillis(Math.round(seconds * MILLIS_A_SECOND));
    }
}
