package io.ebbcache.client.connection;

import io.netty.handler.ssl.SslContext;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Puts a {@link ConnectionConfig} together; each part is explained there. */
public final class ConnectionConfigBuilder {

    private Duration connectTimeout = Duration.ofSeconds(1);
    private Duration operationTimeout = Duration.ofSeconds(1);
    private int maxInFlight = 4096;
    private int connectionsPerNode = 1;
    private Duration firstBackoff = Duration.ofMillis(50);
    private Duration mostBackoff = Duration.ofSeconds(10);
    private Duration silence = Duration.ofSeconds(3);
    private int maxValueBytes = 128 << 20;
    private @Nullable Credentials credentials;
    private @Nullable Encryption tls;
    private ProtocolChoice protocol = ProtocolChoice.AUTO;
    private @Nullable Executor executor;

    ConnectionConfigBuilder() {}

    public ConnectionConfigBuilder connectTimeout(Duration time) {
        connectTimeout = time;
        return this;
    }

    public ConnectionConfigBuilder operationTimeout(Duration time) {
        operationTimeout = time;
        return this;
    }

    public ConnectionConfigBuilder maxInFlight(int requests) {
        maxInFlight = requests;
        return this;
    }

    public ConnectionConfigBuilder connectionsPerNode(int connections) {
        connectionsPerNode = connections;
        return this;
    }

    /** The longest pause before the second attempt to connect, and the longest of all. */
    public ConnectionConfigBuilder backoff(Duration first, Duration most) {
        firstBackoff = first;
        mostBackoff = most;
        return this;
    }

    public ConnectionConfigBuilder silence(Duration time) {
        silence = time;
        return this;
    }

    public ConnectionConfigBuilder maxValueBytes(int bytes) {
        maxValueBytes = bytes;
        return this;
    }

    public ConnectionConfigBuilder credentials(@Nullable Credentials userAndPassword) {
        credentials = userAndPassword;
        return this;
    }

    /** Encrypts with this client's context; the certificate must be that of the node's host. Null for no TLS. */
    public ConnectionConfigBuilder tls(@Nullable SslContext context) {
        tls = context == null ? null : Encryption.by(context);
        return this;
    }

    /** Encrypts as this says at each attempt to connect. */
    public ConnectionConfigBuilder encryption(Encryption encryption) {
        tls = encryption;
        return this;
    }

    public ConnectionConfigBuilder protocol(ProtocolChoice choice) {
        protocol = choice;
        return this;
    }

    public ConnectionConfigBuilder executor(@Nullable Executor completing) {
        executor = completing;
        return this;
    }

    /**
     * What was put together.
     *
     * @throws IllegalArgumentException if a number or a time is out of its range
     */
    public ConnectionConfig build() {
        return new ConnectionConfig(
                connectTimeout,
                operationTimeout,
                maxInFlight,
                connectionsPerNode,
                firstBackoff,
                mostBackoff,
                silence,
                maxValueBytes,
                credentials,
                tls,
                protocol,
                executor);
    }
}
