package io.ebbcache.server.launch;

import io.ebbcache.client.connection.Credentials;
import io.ebbcache.client.ring.Node;
import io.ebbcache.server.cluster.membership.GroupConfig;
import io.ebbcache.server.cluster.ring.Identity;
import io.ebbcache.server.cluster.ring.Member;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options about the cluster. */
final class ClusterOptions {

    private static final String DNS = "dns:";
    private static final int LONGEST_NAME = 64;
    private static final Path KERNELS_NAME = Path.of("/proc/sys/kernel/hostname");

    /** Who answers for which keys. */
    enum Route {
        /** Each node for those that clients bring it. */
        LOCAL,
        /** Each node for all. */
        FORWARD
    }

    @Option(
            names = "--cluster",
            paramLabel = "<name>",
            description = "take part in the cluster of this name: clients find its nodes with config get cluster")
    private Optional<String> name;

    @Option(
            names = "--join",
            paramLabel = "<host[:port]>",
            split = ",",
            description = "where other nodes of the cluster listen for each other, or dns:<name> that has all their"
                    + " addresses (default: multicast)")
    private List<String> join = List.of();

    @Option(
            names = "--cluster-port",
            paramLabel = "<port>",
            defaultValue = "7800",
            description =
                    "TCP port for other nodes (default: ${DEFAULT-VALUE}); by the one a hundred above nodes see each"
                            + " other end")
    private int port;

    @Option(
            names = "--cluster-listen",
            paramLabel = "<host>",
            description =
                    "address for other nodes, or the network interface that has it (default: the one of -l, or else"
                            + " that of this machine)")
    private Optional<String> listen;

    @Option(
            names = "--node-name",
            paramLabel = "<name>",
            description = "who this node is, whatever its address; each needs another (default: the host name)")
    private Optional<String> nodeName;

    @Option(
            names = "--advertise",
            paramLabel = "<host[:port]>",
            description = "where clients are told to find this node (default: where it listens)")
    private Optional<String> advertise;

    @Option(
            names = "--cluster-secret-file",
            paramLabel = "<file>",
            description = "what all nodes know and nobody else, in a file: without it there is neither encryption nor"
                    + " authentication between nodes")
    private Optional<Path> secretFile;

    @Option(
            names = "--hold-down",
            paramLabel = "<seconds>",
            defaultValue = "10",
            description =
                    "a node that is gone keeps its keys for so long: if it is back by then, nothing moves (default:"
                            + " ${DEFAULT-VALUE})")
    private int holdDownSeconds;

    @Option(
            names = "--failure-timeout",
            paramLabel = "<seconds>",
            defaultValue = "10",
            description = "a node whose process lives is taken for gone after so long without a word (default:"
                    + " ${DEFAULT-VALUE})")
    private int failureSeconds;

    @Option(
            names = "--route",
            paramLabel = "<how>",
            defaultValue = "local",
            description = "local: clients know who has which key; forward: any node answers for any key, asking the one"
                    + " that has it (default: ${DEFAULT-VALUE})")
    private Route route;

    @Option(
            names = "--drain",
            paramLabel = "<seconds>",
            defaultValue = "2",
            description = "a node that ends serves for so long after it has given its keys to the others (default:"
                    + " ${DEFAULT-VALUE})")
    private int drainSeconds;

    @Option(
            names = "--cluster-tls-ca",
            paramLabel = "<file>",
            description = "with --tls and --route forward: authorities of the certificates of other nodes, PEM; read"
                    + " again on SIGHUP (default: --tls-ca; without either all have the same certificate)")
    private Optional<Path> authorities;

    /**
     * A cluster to take part in.
     *
     * @param authorities of other nodes' certificates, where they are not those of clients
     */
    record Joining(
            GroupConfig group,
            Identity identity,
            Optional<Node> advertised,
            boolean forward,
            Optional<Path> authorities,
            int drainSeconds) {

        /** Who a node is to others that ask for a password; nothing without a secret. */
        Optional<Credentials> login() {
            return group.secret().map(secret -> NodeLogin.of(group.cluster(), secret));
        }

        /** Who this node is, once it listens. */
        Member self(List<InetSocketAddress> listening) {
            InetSocketAddress found =
                    OwnAddress.forClients(listening, group.address().getAddress());
            InetAddress address = found.getAddress();
            String host = advertised.map(Node::host).orElse(address.getHostAddress());
            int port = advertised.map(Node::port).orElse(found.getPort());
            return new Member(identity.name(), host, ip(host, address), port, identity.started());
        }

        /** IPv4 where there is one. */
        private static String ip(String host, InetAddress otherwise) {
            try {
                for (InetAddress each : InetAddress.getAllByName(host)) {
                    if (each instanceof Inet4Address) {
                        return each.getHostAddress();
                    }
                }
            } catch (UnknownHostException e) {
                return otherwise.getHostAddress(); // clients may know the name all the same
            }
            return otherwise.getHostAddress();
        }
    }

    /**
     * What they come to; nothing without {@code --cluster}.
     *
     * @param listening where clients connect
     * @throws IllegalArgumentException if one makes no sense
     * @throws StartException if a name or a file cannot be had
     */
    Optional<Joining> joining(List<InetSocketAddress> listening) {
        if (name.isEmpty()) {
            boolean secured = secretFile.isPresent() || authorities.isPresent();
            if (secured || !join.isEmpty() || route == Route.FORWARD) {
                throw new IllegalArgumentException(
                        "--join, --route, --cluster-secret-file and --cluster-tls-ca need --cluster");
            }
            return Optional.empty();
        }
        check("--cluster-port", port >= 1 && port <= ListenAddress.LARGEST_PORT, "1 to 65535");
        check("--hold-down", holdDownSeconds >= 0, "0 and more");
        check("--failure-timeout", failureSeconds >= 1, "1 and more");
        check("--drain", drainSeconds >= 0, "0 and more");
        String itself = nodeName.orElseGet(ClusterOptions::hostName);
        check("--node-name", !itself.isBlank() && itself.length() <= LONGEST_NAME, "1 to 64 characters");
        Optional<String> dnsName = join.stream()
                .filter(each -> each.startsWith(DNS))
                .map(each -> each.substring(DNS.length()))
                .findFirst();
        check("--join", dnsName.isEmpty() || join.size() == 1, "either addresses or one dns:<name>");
        GroupConfig group = new GroupConfig(
                name.get(),
                new InetSocketAddress(OwnAddress.forNodes(listen, listening), port),
                dnsName.isPresent() ? List.of() : join.stream().map(this::peer).toList(),
                dnsName,
                secretFile.map(ClusterOptions::secret),
                Duration.ofSeconds(failureSeconds),
                Duration.ofSeconds(holdDownSeconds));
        boolean forward = route == Route.FORWARD;
        Identity identity = new Identity(itself, System.currentTimeMillis());
        return Optional.of(
                new Joining(group, identity, advertise.map(Node::parse), forward, authorities, drainSeconds));
    }

    /** What people are told that this node is called, in a cluster or not. No name server is asked. */
    String shownName() {
        return nodeName.orElseGet(() -> {
            try {
                return Files.readString(KERNELS_NAME).strip();
            } catch (IOException e) {
                return "localhost";
            }
        });
    }

    private static void check(String option, boolean possible, String range) {
        if (!possible) {
            throw new IllegalArgumentException("Invalid value for option '" + option + "': " + range);
        }
    }

    /** A port that is not told is this node's own. The name is looked up when others are looked for. */
    private InetSocketAddress peer(String text) {
        boolean oneColon = text.indexOf(':') >= 0 && text.indexOf(':') == text.lastIndexOf(':');
        boolean ported = oneColon || text.contains("]:");
        Node node = Node.parse(text);
        return InetSocketAddress.createUnresolved(node.host(), ported ? node.port() : port);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            throw new StartException("this machine does not know its name: give --node-name", e);
        }
    }

    private static String secret(Path file) {
        try {
            String secret = Files.readString(file).strip();
            if (secret.isEmpty()) {
                throw new StartException("--cluster-secret-file: " + file + " is empty");
            }
            return secret;
        } catch (IOException e) {
            throw new StartException("--cluster-secret-file: cannot read " + file, e);
        }
    }
}
