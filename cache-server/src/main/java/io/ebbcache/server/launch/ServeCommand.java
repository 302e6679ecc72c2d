package io.ebbcache.server.launch;

import io.ebbcache.region.mapping.RegionChoice;
import io.ebbcache.server.command.Access;
import io.ebbcache.server.command.CommandConfig;
import io.ebbcache.server.dashboard.NodeTitle;
import io.ebbcache.server.net.Listen;
import io.ebbcache.server.net.NetConfig;
import io.ebbcache.server.net.Timeouts;
import io.ebbcache.server.net.TlsConfig;
import io.ebbcache.server.net.TransportChoice;
import io.ebbcache.server.net.UnixSocket;
import io.ebbcache.store.StoreConfig;
import io.ebbcache.store.StorePolicy;
import io.ebbcache.store.pressure.MemoryLimit;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ebb serve}: memcached's options under memcached's letters. */
@Command(
        name = "serve",
        description = "Serves the memcached protocol until SIGTERM or SIGINT.",
        sortOptions = false,
        usageHelpAutoWidth = true,
        mixinStandardHelpOptions = true,
        versionProvider = Version.Provider.class,
        footerHeading = "%nExamples:%n",
        footer = {
            "  ebb serve                        port 11211, all the memory there is",
            "  ebb serve -m 2g -l 0.0.0.0       at most 2 GiB, for the whole network",
            "  ebb serve -l 127.0.0.1,[::1]:5   two addresses",
            "  ebb serve -p -1 -vv              any free port; tells much",
            "  EBB_MEMORY=2g ebb serve          every long option has a variable",
            "",
            "The file named by MEMCACHED_PORT_FILENAME gets the ports that are listened on."
        })
final class ServeCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);
    private static final long SMALLEST_ITEM_BYTES = ByteSize.KIB;
    private static final long LARGEST_ITEM_BYTES = ByteSize.GIB;
    private static final int MOST_THREADS = 256;
    private static final int MOST_CONNECTIONS = 1_000_000;

    @Option(
            names = {"-p", "--port"},
            paramLabel = "<port>",
            defaultValue = "11211",
            description = "TCP port; -1 or 0 for any free one (default: ${DEFAULT-VALUE})")
    private int port;

    @Option(
            names = {"-l", "--listen"},
            paramLabel = "<host[:port]>",
            split = ",",
            defaultValue = "127.0.0.1",
            converter = ListenAddress.Converter.class,
            description = "where to listen; more than one with commas or repeated (default: ${DEFAULT-VALUE})")
    private List<ListenAddress> listen;

    @Option(
            names = {"-m", "--memory"},
            paramLabel = "<MiB>",
            converter = ByteSize.Mebibytes.class,
            description =
                    "the most that values may take, in MiB or with k, m, g (default: what the cgroup or the machine"
                            + " has); cache_memlimit changes it")
    private Optional<ByteSize> memory;

    @Option(
            names = {"-c", "--connections"},
            paramLabel = "<count>",
            defaultValue = "1024",
            description = "connections at a time (default: ${DEFAULT-VALUE})")
    private int connections;

    @Option(
            names = {"-t", "--threads"},
            paramLabel = "<count>",
            defaultValue = "4",
            description = "event loops (default: ${DEFAULT-VALUE})")
    private int threads;

    @Option(
            names = {"-I", "--item-size"},
            paramLabel = "<bytes>",
            defaultValue = "1m",
            converter = ByteSize.Bytes.class,
            description = "the largest item, 1k to 1g (default: ${DEFAULT-VALUE})")
    private ByteSize itemSize;

    @Option(
            names = {"-M", "--no-evict"},
            description = "answer with an error when the memory is full, instead of evicting")
    private boolean noEvict;

    @Option(
            names = "--no-shed",
            description =
                    "leave it to the kernel alone to take memory back, instead of giving up first what is least asked"
                            + " for")
    private boolean noShed;

    @Option(names = "--checksum", description = "keep a checksum (CRC32C) with each value, and verify it at each read")
    private boolean checksum;

    @Option(
            names = {"-F", "--no-flush"},
            description = "do not obey flush_all")
    private boolean noFlush;

    @Option(
            names = {"-X", "--no-dump"},
            description = "do not list all keys (lru_crawler metadump), nor tell what others do (watch, stats hotkeys)")
    private boolean noDump;

    @Option(
            names = "--no-hot-keys",
            description = "do not look for keys that take a large share of the requests (stats hotkeys)")
    private boolean noHotKeys;

    @Option(
            names = {"-A", "--allow-shutdown"},
            description = "let clients end the server with the command shutdown")
    private boolean allowShutdown;

    @Option(
            names = {"-b", "--backlog"},
            paramLabel = "<count>",
            defaultValue = "1024",
            description = "connections that may wait to be accepted (default: ${DEFAULT-VALUE})")
    private int backlog;

    @Mixin
    private TimeoutOptions timeouts;

    @Mixin
    private UnixSocketOptions unix;

    @Mixin
    private TlsOptions tls;

    @Mixin
    private ExtendedOptions extended;

    @Mixin
    private ClusterOptions cluster;

    @Mixin
    private AdminOptions admin;

    @Option(
            names = {"-B", "--protocol"},
            paramLabel = "<protocol>",
            defaultValue = "auto",
            description = "what clients speak: auto (the first byte tells), ascii, binary (default: ${DEFAULT-VALUE})")
    private Access.Wire wire;

    @Option(
            names = {"-Y", "--auth-file"},
            paramLabel = "<file>",
            description =
                    "lines user:password; a text client begins with a set whose value is 'user password'; read again"
                            + " on SIGHUP")
    private Optional<Path> authFile;

    @Option(
            names = {"-S", "--sasl", "--enable-sasl"},
            description = "let binary clients authenticate by sasl (PLAIN), against the file of -Y")
    private boolean sasl;

    @Option(
            names = {"--transport"},
            paramLabel = "<kind>",
            defaultValue = "auto",
            description = "network: auto (the best that works), io_uring, epoll, nio (default: ${DEFAULT-VALUE})")
    private TransportChoice transport;

    @Option(
            names = {"--region"},
            paramLabel = "<kind>",
            defaultValue = "auto",
            description = "memory of values: auto (the best there is), droppable, lazy-free, emulated (default:"
                    + " ${DEFAULT-VALUE})")
    private RegionOption region;

    @Option(
            names = {"-v", "--verbose"},
            description = "tell more; -vv tells most")
    private boolean[] verbosity = {};

    @Spec
    private CommandSpec spec;

    private final HangUp hangUp = new HangUp();

    @Override
    public Integer call() {
        check("--port", port >= -1 && port <= ListenAddress.LARGEST_PORT, "-1 to 65535");
        check("--connections", connections >= 1 && connections <= MOST_CONNECTIONS, "1 to 1000000");
        check("--threads", threads >= 1 && threads <= MOST_THREADS, "1 to 256");
        check("--backlog", backlog >= 1, "1 and more");
        boolean possibleItem = itemSize.bytes() >= SMALLEST_ITEM_BYTES && itemSize.bytes() <= LARGEST_ITEM_BYTES;
        check("--item-size", possibleItem, "1k to 1g");
        NetConfig net = net();
        Optional<ClusterOptions.Joining> joining = joining(net);
        Optional<AdminOptions.Wanted> wanted = wanted();
        LogOutput.open(verbosity.length);
        // As with memcached it does not end the server: services are reloaded without regard to what there is to read.
        hangUp.on(() -> LOG.info("SIGHUP: reads its files again, as far as it has any"));
        Access access = access(joining);

        RegionChoice choice = choice();
        MemoryPlan plan = plan(net, joining, wanted.isPresent());
        StoreConfig values = new StoreConfig(
                choice,
                plan.capacityBytes(),
                plan.limitBytes(),
                plan.indexBytes(),
                (int) itemSize.bytes(),
                new StorePolicy(!noEvict, !noEvict && !noShed, checksum),
                threads);
        CommandConfig commands =
                new CommandConfig(Version.onTheWire(), !noFlush, allowShutdown, !noDump, !noHotKeys, access);
        CleanEnd end = new CleanEnd();
        RunningServer.Watching watching =
                new RunningServer.Watching(wanted, plan.bounds(), new NodeTitle(cluster.shownName(), Version.text()));
        RunningServer server = RunningServer.start(values, commands, plan.net(), end, joining, watching);
        CleanEnd.closeAtExit(server, joining.map(ClusterPart::endMillis).orElse(0L));

        LOG.info(
                "ebb {} listens on {} ({}), {} threads, at most {} connections",
                Version.text(),
                Stream.concat(
                                server.addresses().stream().map(ServeCommand::text),
                                net.listen().unix().map(socket -> socket.path().toString()).stream())
                        .collect(Collectors.joining(", ")),
                server.transport(),
                threads,
                connections);
        server.adminAddress()
                .ifPresent(address -> LOG.info(
                        "admin: http://{}/ is the dashboard (and /metrics, /health/live, /health/ready)",
                        text(address)));
        server.tlsEngine().ifPresent(engine -> {
            LOG.info("TLS: on for TCP, engine {}, reads its files again on SIGHUP", engine);
            hangUp.on(server::reloadTls);
        });
        LOG.info("region: {}", choice.reason());
        LOG.info(
                "values: at most {} ({}), items up to {}",
                new ByteSize(plan.limitBytes()),
                plan.limitSource(),
                itemSize);
        LOG.info("ordinary memory: at most {}", plan.ordinaryText());
        tellRoomToGrow(server.values());
        String portFile = System.getenv(PortFile.VARIABLE);
        if (portFile != null) {
            PortFile.write(Path.of(portFile), server.addresses());
        }
        end.await(server);
        return 0;
    }

    /**
     * How a server would divide the memory here, with what the environment says and nothing on the command line.
     *
     * @throws StartException if there is too little
     */
    static MemoryPlan planFor(IDefaultValueProvider environment) {
        ServeCommand serve = new ServeCommand();
        CommandLine commandLine = new CommandLine(serve);
        commandLine.setDefaultValueProvider(environment);
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.parseArgs();
        NetConfig net = serve.net();
        return serve.plan(net, serve.joining(net), serve.wanted().isPresent());
    }

    private MemoryPlan plan(NetConfig net, Optional<ClusterOptions.Joining> joining, boolean watched) {
        JvmBounds jvm = JvmBounds.ofThisJvm();
        if (joining.isPresent()) {
            boolean forward = joining.get().forward();
            jvm = jvm.inCluster(forward ? ClusterPart.forwardingHeap(!noHotKeys) : List.of());
        }
        if (watched) {
            jvm = jvm.withAdmin();
        }
        return MemoryPlan.of(MemoryLimit.ofThisProcess(), memory, (int) itemSize.bytes(), net, jvm);
    }

    private static void tellRoomToGrow(StoreConfig values) {
        if (values.capacityBytes() > values.limitBytes()) {
            LOG.info(
                    "cache_memlimit can raise values to {}, and the index with them to {}",
                    new ByteSize(values.capacityBytes()),
                    new ByteSize(values.indexBytes()));
        }
    }

    /** Without SASL a binary client cannot say who it is: where that is asked for, it may not come in. */
    private Access access(Optional<ClusterOptions.Joining> joining) {
        if (authFile.isEmpty()) {
            check("--sasl", !sasl, "needs --auth-file");
            return new Access(wire, null);
        }
        check("--protocol", sasl || wire != Access.Wire.BINARY, "binary with --auth-file needs --sasl");
        AuthFile file = new AuthFile(authFile.get());
        hangUp.on(file::reload);
        joining.flatMap(ClusterOptions.Joining::login)
                .ifPresent(node -> file.credentials().admit(bytes(node.user()), bytes(node.password())));
        return new Access(sasl ? wire : Access.Wire.ASCII, file.credentials());
    }

    private Optional<ClusterOptions.Joining> joining(NetConfig net) {
        try {
            Optional<ClusterOptions.Joining> joining =
                    cluster.joining(net.listen().addresses());
            boolean tcp = !net.listen().addresses().isEmpty();
            check("--cluster", joining.isEmpty() || tcp, "needs a TCP port that clients can be told of");
            joining.ifPresent(each -> checkBetweenNodes(each, net));
            return joining;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private void checkBetweenNodes(ClusterOptions.Joining joining, NetConfig net) {
        boolean forward = joining.forward();
        boolean encrypted = forward && net.tls().isPresent();
        check("--cluster-tls-ca", encrypted || joining.authorities().isEmpty(), "needs --tls and --route forward");
        check("--route", !forward || wire != Access.Wire.BINARY, "forward does not go with --protocol binary");
        boolean known = authFile.isEmpty() || joining.group().secret().isPresent();
        check("--route", !forward || known, "forward with --auth-file needs --cluster-secret-file");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private RegionChoice choice() {
        try {
            return RegionChoice.probe(region.kind);
        } catch (IllegalArgumentException e) {
            throw new StartException(String.valueOf(e.getMessage()), e);
        }
    }

    private NetConfig net() {
        int anyFree = Math.max(0, port);
        Optional<UnixSocket> socket = unix.socket();
        boolean tcp = socket.isEmpty() || isGiven("--port") || isGiven("--listen");
        try {
            extended.parse();
            Timeouts patience = timeouts.timeouts(extended);
            Optional<TlsConfig> encryption = tls.config(extended);
            List<InetSocketAddress> addresses = tcp
                    ? listen.stream().map(address -> address.resolve(anyFree)).toList()
                    : List.of();
            return new NetConfig(
                    new Listen(addresses, socket, backlog),
                    threads,
                    connections,
                    transport,
                    patience,
                    encryption,
                    NetConfig.Memory.STANDARD);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private Optional<AdminOptions.Wanted> wanted() {
        try {
            return admin.wanted(isGiven(AdminOptions.PORT));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    /** Whether an option is on the command line or in the environment. */
    private boolean isGiven(String option) {
        return spec.commandLine().getParseResult().hasMatchedOption(option)
                || EnvironmentDefaults.has(spec.commandLine().getDefaultValueProvider(), spec.findOption(option));
    }

    private void check(String option, boolean possible, String range) {
        if (!possible) {
            throw new ParameterException(spec.commandLine(), "Invalid value for option '" + option + "': " + range);
        }
    }

    private static String text(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (address.getAddress() instanceof Inet6Address ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}
