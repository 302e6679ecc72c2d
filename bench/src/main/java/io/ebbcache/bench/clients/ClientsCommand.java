package io.ebbcache.bench.clients;

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
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ebb bench clients}: Ebb's Java client and others, in turns. */
@Command(
        name = "clients",
        description = {
            "Lets Ebb's Java client, folsom, spymemcached and xmemcached read from one server in turns, each in a JVM and on a"
                    + " processor of its own, over one connection: one get at a time, and many."
        },
        sortOptions = false,
        usageHelpAutoWidth = true,
        mixinStandardHelpOptions = true)
public final class ClientsCommand implements Callable<Integer> {
    private static final int MEMORY_MEBIBYTES = 256;
    private static final int CONNECTIONS = 64;

    @Option(
            names = "--server",
            paramLabel = "<server>",
            defaultValue = "EBB",
            description = "ebb or memcached (default: ebb)")
    private ServerKind server = ServerKind.EBB;

    @Option(
            names = "--in-flight",
            paramLabel = "<n>",
            defaultValue = "16",
            description = "gets at once, where it is not one at a time (default: ${DEFAULT-VALUE})")
    private int inFlight;

    @Option(
            names = "--value",
            paramLabel = "<bytes>",
            defaultValue = "100",
            description = "size of the values (default: ${DEFAULT-VALUE})")
    private int valueBytes;

    @Option(
            names = "--rounds",
            paramLabel = "<n>",
            defaultValue = "5",
            description = "of each client (default: ${DEFAULT-VALUE})")
    private int rounds;

    @Option(
            names = "--seconds",
            paramLabel = "<s>",
            defaultValue = "3",
            description = "that each round is counted, after as many that are not (default: ${DEFAULT-VALUE})")
    private int seconds;

    @Mixin
    private OutputOption output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (inFlight < 2 || valueBytes < 1 || rounds < 1 || seconds < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--in-flight is at least 2, --value, --rounds and --seconds at least 1");
        }
        if (server.program().isEmpty()) {
            throw new IOException(server + " cannot be started here");
        }
        Instant begin = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        PrintWriter out = spec.commandLine().getOut();
        Processors processors = Processors.share(1);
        Map<ClientKind, List<ClientRound>> one = new EnumMap<>(ClientKind.class);
        Map<ClientKind, List<ClientRound>> many = new EnumMap<>(ClientKind.class);
        String version;
        try (ServerProcess process = ServerProcess.start(server, 1, MEMORY_MEBIBYTES, CONNECTIONS, processors::tie);
                Progress progress = Progress.of("clients", 2L * rounds * ClientKind.values().length)) {
            version = ServerVersion.ask(process.address());
            measure(process, processors, progress, one, many);
        }
        ClientsReport report = new ClientsReport(server + " " + version, inFlight, valueBytes, one, many);
        out.println(report.text());
        RunFolder folder = output.open("clients");
        folder.write(
                new Result(
                        "clients",
                        begin,
                        OutputOption.commandLine(spec),
                        Machine.here(),
                        Map.of(server.toString(), version),
                        report.parameters(processors.text(), rounds, seconds),
                        report.figures()),
                report.page());
        out.println("report: " + folder.path().resolve("report.html"));
        return 0;
    }

    private void measure(
            ServerProcess process,
            Processors processors,
            Progress progress,
            Map<ClientKind, List<ClientRound>> one,
            Map<ClientKind, List<ClientRound>> many)
            throws IOException, InterruptedException {
        long millis = Duration.ofSeconds(seconds).toMillis();
        long done = 0;
        for (int round = 0; round < rounds; round++) {
            for (ClientKind kind : ClientKind.values()) {
                for (int gets : new int[] {1, inFlight}) {
                    progress.note(kind + ", " + gets + " in flight");
                    Task task = new Task(kind, process.address().getPort(), gets, valueBytes, millis, millis);
                    (gets == 1 ? one : many)
                            .computeIfAbsent(kind, key -> new ArrayList<>())
                            .add(ClientProgram.run(task, processors::tieClient));
                    progress.done(++done);
                }
            }
        }
    }
}
