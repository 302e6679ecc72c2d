package io.ebbcache.server.net;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The packaged memcached 1.6.18, on a free port; tests that need it are skipped where it is missing or another one. */
public final class RealMemcached implements AutoCloseable {

    static final String VERSION = "VERSION 1.6.18\r\n";

    private static final Path MEMCACHED = Path.of("/usr/bin/memcached");

    private final Process process;
    private final InetSocketAddress address;

    private RealMemcached(Process process, InetSocketAddress address) {
        this.process = process;
        this.address = address;
    }

    /**
     * Starts it, and waits until it answers.
     *
     * @param options beside those that say where it listens
     */
    public static RealMemcached start(String... options) throws IOException {
        Tools.need(Files.isExecutable(MEMCACHED), MEMCACHED + " (package memcached)");
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), freePort());
        List<String> command = new ArrayList<>(List.of(
                MEMCACHED.toString(),
                "--user=nobody",
                "--listen=" + address.getHostString(),
                "--port=" + address.getPort()));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        RealMemcached started = new RealMemcached(process, address);
        await().ignoreExceptions().until(() -> started.version().startsWith("VERSION"));
        String version = started.version();
        if (!version.equals(VERSION)) {
            started.close();
        }
        Tools.need(version.equals(VERSION), "1.6.18, whose differences are known, not " + version);
        return started;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private String version() throws IOException {
        try (TestClient client = connect()) {
            return client.send("version\r\n").readUntil("\r\n");
        }
    }

    public InetSocketAddress address() {
        return address;
    }

    public TestClient connect() throws IOException {
        return new TestClient(address);
    }

    @Override
    public void close() {
        process.destroy();
    }
}
