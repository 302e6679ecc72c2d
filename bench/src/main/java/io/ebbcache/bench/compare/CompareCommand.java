package io.ebbcache.bench.compare;

import io.ebbcache.bench.load.ServerVersion;
import io.ebbcache.bench.process.Processors;
import io.ebbcache.bench.process.ServerKind;
import io.ebbcache.bench.process.ServerProcess;
import io.ebbcache.bench.report.Machine;
import io.ebbcache.bench.report.OutputOption;
import io.ebbcache.bench.report.Progress;
import io.ebbcache.bench.report.Result;
import io.ebbcache.bench.report.RunFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ebb bench compare}: Ebb and the installed memcached under the same load, in turns. */
@Command(
        name = "compare",
        description = {
            "Starts Ebb and the memcached that is installed, puts the same load on both in turns, and says how many times as"
                    + " many requests, as much processor time and as much memory Ebb takes."
        },
        sortOptions = false,
        usageHelpAutoWidth = true,
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  ebb bench compare --quick",
            "  ebb bench compare --values 1k --pipeline 16 --connections 32 --rounds 9",
            "",
            "The machine should have nothing else to do. Server and generator each get processors of their own."
        })
public final class CompareCommand implements Callable<Integer> {
    private static final int PROBE_MEBIBYTES = 64;
    private static final int PROBE_CONNECTIONS = 64;

    @Mixin
    private GridOptions grid;

    @Mixin
    private OutputOption output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Instant begin = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Settings settings = settings();
        PrintWriter out = spec.commandLine().getOut();
        List<ServerKind> kinds = Arrays.stream(ServerKind.values())
                .filter(kind -> kind.program().isPresent())
                .toList();
        if (!kinds.contains(ServerKind.EBB)) {
            throw new IOException("no launcher of Ebb is known: start this with deploy/ebb bench compare");
        }
        Map<String, String> versions = versions(kinds);
        versions.forEach((name, version) -> out.println(name + " " + version));
        if (!kinds.contains(ServerKind.MEMCACHED)) {
            out.println("memcached is not installed (apt-get install memcached): Ebb is measured alone");
        }
        out.printf(
                "%d points, about %d s%n",
                settings.points().size(), settings.estimate(kinds.size()).toSeconds());
        out.flush();

        List<PointResult> points;
        Map<ServerKind, List<ItemMemory>> memory = Map.of();
        long rounds = (long) settings.points().size() * settings.rounds() * kinds.size();
        try (Progress progress = Progress.of("compare", rounds)) {
            if (settings.memory()) {
                progress.note("memory of an item");
                memory = MemoryComparison.run(
                        kinds,
                        settings.points().stream()
                                .map(Point::valueBytes)
                                .distinct()
                                .toList());
            }
            points = new Comparison(settings, kinds, progress).run();
        }
        CompareReport report = new CompareReport(settings, versions, placement(settings), points, memory);
        out.println(report.text());
        RunFolder folder = output.open("compare");
        folder.write(
                new Result(
                        "compare",
                        begin,
                        OutputOption.commandLine(spec),
                        Machine.here(),
                        versions,
                        report.parameters(),
                        report.figures()),
                report.page());
        report.writePictures(folder);
        out.println("report: " + folder.path().resolve("report.html"));
        return 0;
    }

    private Settings settings() {
        try {
            return grid.settings();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private static String placement(Settings settings) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int threads :
                settings.points().stream().map(Point::serverThreads).distinct().toList()) {
            text.append(text.length() == 0 ? "" : "; ")
                    .append(threads)
                    .append(threads == 1 ? " server thread: " : " server threads: ")
                    .append(Processors.share(threads).text());
        }
        return text.toString();
    }

    private static Map<String, String> versions(List<ServerKind> kinds) throws IOException, InterruptedException {
        Map<String, String> versions = new LinkedHashMap<>();
        for (ServerKind kind : kinds) {
            try (ServerProcess server =
                    ServerProcess.start(kind, 1, PROBE_MEBIBYTES, PROBE_CONNECTIONS, UnaryOperator.identity())) {
                versions.put(kind.toString(), ServerVersion.ask(server.address()));
            }
        }
        return versions;
    }
}
