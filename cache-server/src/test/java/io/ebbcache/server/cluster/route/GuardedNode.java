package io.ebbcache.server.cluster.route;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.ebbcache.client.connection.ConnectionConfig;
import io.ebbcache.client.connection.ConnectionConfigBuilder;
import io.ebbcache.client.connection.Credentials;
import io.ebbcache.server.command.Access;
import io.ebbcache.server.net.NetConfig;
import io.ebbcache.server.net.PeerTls;
import io.ebbcache.server.net.TestCertificates;
import io.ebbcache.server.net.TestClient;
import io.ebbcache.server.net.TlsConfig;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A node that encrypts, or lets nobody in without a password, or both. */
final class GuardedNode implements AutoCloseable {

    private static final String CLIENT_LOGIN = "set auth 0 0 7\r\nann pwd\r\n";

    final RoutedNode node;
    private final @Nullable PeerTls tls;
    private final @Nullable TestCertificates certificates;
    private final boolean asksForPassword;

    private GuardedNode(
            RoutedNode node, @Nullable PeerTls tls, @Nullable TestCertificates certificates, boolean asksForPassword) {
        this.node = node;
        this.tls = tls;
        this.certificates = certificates;
        this.asksForPassword = asksForPassword;
    }

    /** One that encrypts with these files. */
    static GuardedNode encrypted(String name, TestCertificates certificates, TlsConfig config) throws Exception {
        return start(name, certificates, config, Optional.empty());
    }

    /** One that nodes log in to with this password. */
    static GuardedNode asking(String name, String passwordOfNodes) throws Exception {
        return start(name, null, null, Optional.of(passwordOfNodes));
    }

    static GuardedNode start(
            String name,
            @Nullable TestCertificates certificates,
            @Nullable TlsConfig config,
            Optional<String> passwordOfNodes)
            throws Exception {
        ConnectionConfigBuilder others = ConnectionConfig.builder();
        NetConfig net = NetConfig.standard();
        PeerTls tls = null;
        if (config != null) {
            PeerTls loaded = PeerTls.load(config, Optional.empty());
            others.encryption((allocator, peer) -> loaded.newHandler(allocator));
            net = net.with(config);
            tls = loaded;
        }
        Access access = Access.OPEN;
        if (passwordOfNodes.isPresent()) {
            var users = new io.ebbcache.server.command.Credentials("ann:pwd".getBytes(US_ASCII));
            users.admit("node".getBytes(US_ASCII), passwordOfNodes.get().getBytes(US_ASCII));
            others.credentials(new Credentials("node", passwordOfNodes.get()));
            access = new Access(Access.Wire.ASCII, users);
        }
        return new GuardedNode(
                new RoutedNode(name, net, access, others), tls, certificates, passwordOfNodes.isPresent());
    }

    /** Reads its files again, as on SIGHUP. */
    void reload() {
        node.reloadTls();
        if (tls != null) {
            tls.reload();
        }
    }

    /** Says something as a client that may come in, and returns what is replied. */
    String say(String requests) throws Exception {
        try (TestClient client = connect()) {
            if (asksForPassword) {
                client.send(CLIENT_LOGIN).readUntil("STORED\r\n");
            }
            return client.send(requests + "quit\r\n").readToEnd();
        }
    }

    private TestClient connect() throws Exception {
        return certificates == null ? new TestClient(node.address()) : certificates.client(node.address());
    }

    @Override
    public void close() {
        node.close();
    }
}
