package io.ebbcache.server.launch;

import io.ebbcache.server.net.NetConfig;
import io.ebbcache.server.top.LiveView;
import io.ebbcache.server.top.Login;
import io.ebbcache.server.top.Node;
import io.ebbcache.server.top.Snapshot;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.net.ssl.SSLSocketFactory;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.TerminalBuilder.SystemOutput;
import org.jline.utils.InfoCmp.Capability;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ebb top}: a running node, live in a terminal. */
@Command(
        name = "top",
        description = {
            "Shows a running node, live, as far as it tells (stats, stats items, hotkeys, cluster); memcached too. q or"
                    + " Ctrl-C ends it, any other key looks again at once. No colours where NO_COLOR is set."
        },
        usageHelpAutoWidth = true,
        mixinStandardHelpOptions = true,
        versionProvider = Version.Provider.class)
final class TopCommand implements Callable<Integer> {
    private static final double NANOS = 1e9;
    private static final double SHORTEST_SECONDS = 0.1;
    private static final double LONGEST_SECONDS = 3_600;

    @Parameters(
            arity = "0..1",
            paramLabel = "<host[:port]>",
            defaultValue = "127.0.0.1:11211",
            converter = ListenAddress.Converter.class,
            description = "the node (default: ${DEFAULT-VALUE})")
    private ListenAddress address;

    @Option(
            names = {"-i", "--interval"},
            paramLabel = "<seconds>",
            defaultValue = "1",
            description = "from one look to the next (default: ${DEFAULT-VALUE})")
    private double intervalSeconds;

    @Option(names = "--once", description = "print one screen as plain text, after one interval, and end")
    private boolean once;

    @Option(
            names = {"-Y", "--auth-file"},
            paramLabel = "<file>",
            description = "log in first, as the first line user:password of this file; that of serve will do")
    private Optional<Path> authFile;

    @Mixin
    private ClientTlsOptions tls;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!(intervalSeconds >= SHORTEST_SECONDS && intervalSeconds <= LONGEST_SECONDS)) {
            throw new ParameterException(spec.commandLine(), "Invalid value for option '--interval': 0.1 to 3600");
        }
        LogOutput.open(0);
        Duration interval = Duration.ofNanos(Math.round(intervalSeconds * NANOS));
        int port = address.port() == ListenAddress.PORT_OF_OPTION ? NetConfig.DEFAULT_PORT : address.port();
        Optional<SSLSocketFactory> encryption = encryption();
        try (Node node = new Node(address.host(), port, authFile.map(TopCommand::login), encryption)) {
            if (once) {
                print(node, interval);
            } else {
                show(node, interval);
            }
        }
        return 0;
    }

    private Optional<SSLSocketFactory> encryption() {
        try {
            return tls.sockets();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private void print(Node node, Duration interval) throws InterruptedException {
        try {
            PrintWriter output = spec.commandLine().getOut();
            output.println(Snapshot.of(node, interval));
            output.flush();
        } catch (IOException e) {
            throw new StartException(node.address() + ": " + e.getMessage(), e);
        }
    }

    private static void show(Node node, Duration interval) throws IOException {
        boolean coloured = System.getenv().getOrDefault("NO_COLOR", "").isEmpty();
        try (Terminal terminal = terminal();
                LiveView view = new LiveView(terminal, node, interval, coloured)) {
            // whoever ends this program from outside gets his terminal back too
            Runtime.getRuntime().addShutdownHook(new Thread(view::close));
            view.run();
        }
    }

    private static Login login(Path file) {
        try {
            String[] words = Files.readAllLines(file).stream()
                    .filter(line -> line.contains(":"))
                    .findFirst()
                    .orElseThrow(() -> new StartException("no line user:password in " + file))
                    .split(":", 2);
            return new Login(words[0], words[1]);
        } catch (IOException e) {
            throw new StartException("cannot read " + file + ": " + e, e);
        }
    }

    private static Terminal terminal() {
        String problem = "this is no terminal; --once prints one screen";
        try {
            Terminal terminal = TerminalBuilder.builder()
                    .name("ebb top")
                    .system(true)
                    .systemOutput(SystemOutput.ForcedSysOut)
                    .dumb(false)
                    .build();
            if (terminal.getStringCapability(Capability.cursor_address) == null) {
                terminal.close();
                throw new StartException(problem); // TERM=dumb
            }
            return terminal;
        } catch (IOException | IllegalStateException e) {
            throw new StartException(problem, e);
        }
    }
}
