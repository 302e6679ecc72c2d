package io.ebbcache.server.net;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The certificates that new connections get; they can be read again while the server runs. */
final class Tls implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Tls.class);

    /** Sessions that clients may come back to; each takes a few KiB. */
    private static final int SESSIONS = 512;

    /** What a JVM holds for all connections together: the sessions, and BoringSSL's library. */
    static final int SHARED_BYTES = 8 * 1024 * 1024;

    /**
     * What the state of one connection takes, on the heap or beside it, with room to spare. Measured with thousands of them against as
     * many without TLS, the heap by counting its objects, the rest by smaps, in KiB:
     *
     * <pre>
     *                          heap   beside it
     *   BoringSSL, idle         1.8         7
     *   BoringSSL, handshake    1.1        15
     *   JDK, idle               5.5         6
     *   JDK, handshake         10.5        13
     * </pre>
     */
    static final int CONNECTION_BYTES = 32 * 1024;

    /** The part of it on the heap. Not all clients stay in the middle of the handshake, which is given up after 10 seconds. */
    private static final int JDK_HEAP_BYTES = 8 * 1024;

    private static final int BORINGSSL_HEAP_BYTES = 2 * 1024;

    private final TlsConfig config;
    private final SslProvider provider;
    private SslContext current;

    private Tls(TlsConfig config) throws IOException {
        this.config = config;
        this.provider = provider(config.engine());
        this.current = read();
    }

    /**
     * Reads the files.
     *
     * @throws IOException with a message for the operator
     */
    static Tls load(TlsConfig config) throws IOException {
        return new Tls(config);
    }

    static SslProvider provider(TlsEngine engine) throws IOException {
        if (engine == TlsEngine.JDK) {
            return SslProvider.JDK;
        }
        if (OpenSsl.isAvailable()) {
            return SslProvider.OPENSSL_REFCNT;
        }
        if (engine == TlsEngine.BORINGSSL) {
            throw new IOException("BoringSSL cannot be used here: " + rootMessage(OpenSsl.unavailabilityCause()));
        }
        return SslProvider.JDK;
    }

    /** What one connection takes of the heap, by the engine that would be chosen here. */
    static int heapBytes(TlsEngine engine) {
        boolean boring = engine != TlsEngine.JDK && OpenSsl.isAvailable();
        return boring ? BORINGSSL_HEAP_BYTES : JDK_HEAP_BYTES;
    }

    private SslContext read() throws IOException {
        checkReadable("certificate", config.certificates());
        checkReadable("key", config.key());
        if (config.authorities().isPresent()) {
            checkReadable("authorities", config.authorities().get());
        }
        try {
            SslContextBuilder builder = SslContextBuilder.forServer(
                            config.certificates().toFile(), config.key().toFile())
                    .sslProvider(provider)
                    .protocols("TLSv1.3", "TLSv1.2")
                    .sessionCacheSize(SESSIONS)
                    .clientAuth(
                            switch (config.clients()) {
                                case NONE -> ClientAuth.NONE;
                                case REQUEST -> ClientAuth.OPTIONAL;
                                case REQUIRE -> ClientAuth.REQUIRE;
                            });
            if (config.authorities().isPresent()) {
                builder.trustManager(config.authorities().get().toFile());
            }
            return builder.build();
        } catch (IllegalArgumentException | SSLException e) {
            throw new IOException(
                    "cannot use certificate " + config.certificates() + " with key " + config.key() + ": "
                            + rootMessage(e),
                    e);
        }
    }

    static void checkReadable(String what, Path file) throws IOException {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            String reason = Files.exists(file) ? "it cannot be read" : "no such file";
            throw new IOException("TLS " + what + " " + file + ": " + reason);
        }
    }

    static String rootMessage(Throwable problem) {
        Throwable cause = problem;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }

    /** For one more connection. */
    synchronized SSLEngine newEngine(ByteBufAllocator allocator) {
        return current.newEngine(allocator);
    }

    /** Reads the files again; where they cannot be used, all stays as it is. */
    void reload() {
        try {
            replace(read());
            LOG.info("TLS: new connections get what {} says now", config.certificates());
        } catch (IOException e) {
            LOG.warn("TLS: certificates stay as they were: {}", e.getMessage());
        }
    }

    private synchronized void replace(SslContext next) {
        ReferenceCountUtil.release(current);
        current = next;
    }

    String engineName() {
        return provider == SslProvider.JDK ? "JDK" : OpenSsl.versionString();
    }

    @Override
    public synchronized void close() {
        ReferenceCountUtil.release(current);
    }
}
