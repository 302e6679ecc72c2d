package io.ebbcache.client;

import static org.junit.jupiter.api.Assumptions.abort;

import io.ebbcache.client.ring.Node;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A memcached of the system's on a free port. */
public final class MemcachedProcess implements AutoCloseable {

    private static final int ATTEMPTS = 5;
    private static final long START_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Process process;
    private final Node node;

    private MemcachedProcess(Process process, Node node) {
        this.process = process;
        this.node = node;
    }

    /** Starts it on the port that this one had; this one ends. */
    public MemcachedProcess again() throws IOException {
        close();
        process.onExit().join();
        Process process = launch(node.port());
        if (!answers(process, node.port())) {
            process.destroyForcibly();
            throw new IOException("memcached does not start again on port " + node.port());
        }
        return new MemcachedProcess(process, node);
    }

    /** Starts it, or skips the test where there is none. */
    public static MemcachedProcess start(String... options) throws IOException {
        for (int i = 0; i < ATTEMPTS; i++) {
            int port = freePort();
            Process process = launch(port, options);
            if (answers(process, port)) {
                return new MemcachedProcess(process, new Node("127.0.0.1", port));
            }
            process.destroyForcibly();
        }
        throw new IOException("memcached does not start");
    }

    private static Process launch(int port, String... options) {
        List<String> command = new ArrayList<>(
                List.of("memcached", "-l", "127.0.0.1", "-U", "0", "-m", "64", "-t", "1", "-p", String.valueOf(port)));
        if ("root".equals(System.getProperty("user.name"))) {
            command.addAll(List.of("-u", "root"));
        }
        command.addAll(List.of(options));
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            return abort("there is no memcached here: " + e.getMessage());
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean answers(Process process, int port) {
        long deadline = System.nanoTime() + START_NANOS;
        while (process.isAlive() && System.nanoTime() < deadline) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
                return true;
            } catch (IOException e) {
                Thread.onSpinWait();
            }
        }
        return false;
    }

    public Node node() {
        return node;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
