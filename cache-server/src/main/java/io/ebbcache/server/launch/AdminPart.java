package io.ebbcache.server.launch;

import io.ebbcache.server.admin.AdminConfig;
import io.ebbcache.server.admin.AdminServer;
import io.ebbcache.server.admin.Health;
import io.ebbcache.server.command.ServerState;
import io.ebbcache.server.net.Server;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a server has to do with those who watch it: from when it listens until it has ended. */
final class AdminPart implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AdminPart.class);

    private final Health health;
    private final @Nullable AdminServer server;

    private AdminPart(Health health, @Nullable AdminServer server) {
        this.health = health;
        this.server = server;
    }

    /**
     * Starts to listen, where that is wanted. A port that nobody has named may be taken: a second node on one machine starts without it.
     *
     * @throws IOException if the port cannot be had, and somebody relies on it
     */
    static AdminPart start(RunningServer.Watching watching, Server server, ServerState state) throws IOException {
        Health health = new Health(server::nanosSinceTurn);
        if (watching.wanted().isEmpty()) {
            return new AdminPart(health, null);
        }
        AdminOptions.Wanted its = watching.wanted().get();
        try {
            AdminConfig config =
                    new AdminConfig(its.listen(), its.exporterNames(), watching.memoryBounds(), watching.title());
            return new AdminPart(health, AdminServer.start(config, state, health));
        } catch (IOException e) {
            if (its.needed()) {
                throw e;
            }
            LOG.warn(
                    "no dashboard, no metrics and no health: {} (another port: {})", e.getMessage(), AdminOptions.PORT);
            return new AdminPart(health, null);
        }
    }

    /** Tells whether the node is to be sent requests. */
    void ready(boolean now) {
        health.ready(now);
    }

    /** Where it listens, if it does. */
    Optional<InetSocketAddress> address() {
        return Optional.ofNullable(server).map(AdminServer::address);
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
    }
}
