package io.ebbcache.client.discovery;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.ebbcache.client.ring.Node;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import javax.net.ServerSocketFactory;

/** Answers each line with what it is told to answer. */
final class ConfigServer implements AutoCloseable {

    private final ServerSocket listener;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    /** Connections that have come. */
    final AtomicInteger connections = new AtomicInteger();

    /** What it writes for a line; nothing if that is empty. */
    volatile UnaryOperator<String> answers = line -> "ERROR\r\n";

    ConfigServer() throws IOException {
        this(ServerSocketFactory.getDefault());
    }

    ConfigServer(ServerSocketFactory sockets) throws IOException {
        listener = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    Node node() {
        return new Node("127.0.0.1", listener.getLocalPort());
    }

    /** Says that the cluster has these nodes: {@code host|ip|port}, with spaces between. */
    void say(long version, String members) {
        String body = version + "\n" + members + "\n";
        String reply = "CONFIG cluster 0 " + body.length() + "\r\n" + body + "\r\nEND\r\n";
        answers = line -> line.equals("config get cluster") ? reply : "ERROR\r\n";
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                open.add(socket);
                connections.incrementAndGet();
                threads.execute(() -> serve(socket));
            } catch (IOException e) {
                // It is closed, or the client has gone.
            }
        }
    }

    private void serve(Socket accepted) {
        try (Socket socket = accepted) {
            BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
            OutputStream out = socket.getOutputStream();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                out.write(answers.apply(line).getBytes(ISO_8859_1));
                out.flush();
            }
        } catch (IOException e) {
            // The client has gone, or does not trust us.
        } finally {
            open.remove(accepted);
        }
    }

    /** It is gone: nobody can connect any more, and who is connected is not. */
    void stop() throws IOException {
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    @Override
    public void close() throws IOException {
        stop();
        threads.shutdownNow();
    }
}
