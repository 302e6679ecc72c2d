package io.ebbcache.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Many connections that hold a server's memory, or nothing but a place. Closing it closes them. */
final class Crowd implements AutoCloseable {
    private static final byte[] VERSION = "version\r\n".getBytes(StandardCharsets.US_ASCII);

    /** The kernel takes less than it, and gives room for next to nothing. */
    private static final int DEAF_BYTES = 4096;

    private final Dialer dialer;
    private final List<Socket> sockets = new ArrayList<>();
    private final ExecutorService senders = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "stalled client");
        thread.setDaemon(true);
        return thread;
    });

    Crowd(Dialer dialer) {
        this.dialer = dialer;
    }

    /** Adds clients who were served once and have nothing more to ask. */
    void addIdle(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            Socket socket = add(0);
            socket.getOutputStream().write(VERSION);
            InputStream reply = socket.getInputStream();
            for (int next = reply.read(); next != '\n'; next = reply.read()) {
                if (next < 0) {
                    throw new IOException("connection " + sockets.size() + " is closed");
                }
            }
        }
    }

    /**
     * Adds clients that stall.
     *
     * @return done when those have sent all that they send who stop in a request
     */
    CompletableFuture<Void> addStalled(Stall stall, int count) throws IOException {
        List<CompletableFuture<Void>> sent = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Socket socket = add(stall.isInRequest() ? 0 : DEAF_BYTES);
            byte[] request = stall.request(i);
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> send(socket, request), senders);
            if (stall.isInRequest()) {
                sent.add(sending);
            }
        }
        return CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new));
    }

    int size() {
        return sockets.size();
    }

    private Socket add(int receiveBytes) throws IOException {
        Socket socket = dialer.dial(sockets.size(), receiveBytes);
        sockets.add(socket);
        return socket;
    }

    /** The connection may end in the middle of it: the server gives up who stalls. */
    private static void send(Socket socket, byte[] request) {
        try {
            socket.getOutputStream().write(request);
        } catch (IOException given) {
            System.out.println("a stalled client was given up: " + given.getMessage());
        }
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        senders.shutdownNow();
    }
}
