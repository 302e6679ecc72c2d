package io.ebbcache.bench.micro;

import io.ebbcache.bench.report.Machine;
import io.ebbcache.bench.report.OutputOption;
import io.ebbcache.bench.report.Result;
import io.ebbcache.bench.report.RunFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ebb bench micro}: how long single steps take, and what they allocate. */
@Command(
        name = "micro",
        header = "Times single steps with JMH, from a page that is read to a request that is answered.",
        description = {
            "",
            "Each figure is the mean of some iterations in a JVM of its own, with the flags of this one; beside it stands what"
                    + " was allocated on the heap for each operation, which is nothing on the way of a request. JMH's own output"
                    + " goes to jmh.txt in the folder."
        },
        mixinStandardHelpOptions = true)
public final class MicroCommand implements Callable<Integer> {

    private static final int QUICK_MILLIS = 200;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--include",
            split = ",",
            paramLabel = "REGEX",
            defaultValue = ".*",
            description = "only benchmarks in whose name, such as Lane.getHit, this is found (default: all)")
    private List<Pattern> include;

    @Option(
            names = "--forks",
            paramLabel = "JVMS",
            defaultValue = "1",
            description = "JVMs for each benchmark, one after the other; 0 is this one (default: ${DEFAULT-VALUE})")
    private int forks;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            defaultValue = "3",
            description = "iterations that do not count (default: ${DEFAULT-VALUE})")
    private int warmUp;

    @Option(
            names = "--iterations",
            paramLabel = "N",
            defaultValue = "5",
            description = "iterations that count (default: ${DEFAULT-VALUE})")
    private int iterations;

    @Option(
            names = "--millis",
            paramLabel = "MS",
            defaultValue = "1000",
            description = "length of an iteration (default: ${DEFAULT-VALUE})")
    private int millis;

    @Option(names = "--quick", description = "one iteration of 200 ms to warm up, two that count: for a first look")
    private boolean quick;

    @Option(names = "--list", description = "names the benchmarks and ends")
    private boolean list;

    @Mixin
    private OutputOption output;

    @Override
    public Integer call() throws IOException {
        Instant startedAt = Instant.now();
        Benchmarks chosen = Benchmarks.named(include);
        if (chosen.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "no benchmark is named like " + include + "; see --list");
        }
        PrintWriter out = spec.commandLine().getOut();
        if (list) {
            chosen.names().forEach(out::println);
            out.flush();
            return 0;
        }
        RunFolder folder = output.open("micro");
        Path log = folder.path().resolve("jmh.txt");
        spec.commandLine().getErr().println("ebb bench: what JMH is at is told in " + log);
        Pace pace = quick ? new Pace(forks, 1, 2, QUICK_MILLIS) : new Pace(forks, warmUp, iterations, millis);
        List<MicroFigure> figures = chosen.run(pace, log);
        MicroReport report = new MicroReport(figures);
        folder.write(
                new Result(
                        "micro",
                        startedAt,
                        OutputOption.commandLine(spec),
                        Machine.here(),
                        Map.of("Ebb", Machine.ebbVersion()),
                        Map.of("include", include, "pace", pace),
                        figures),
                report.report());
        out.println(report.table().text() + "\n" + folder.path().resolve("report.html"));
        out.flush();
        return 0;
    }
}
