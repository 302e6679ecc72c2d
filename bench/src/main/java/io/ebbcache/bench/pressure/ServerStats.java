package io.ebbcache.bench.pressure;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Asks a server for its statistics every now and then, over a connection and by a thread of its own: it may take its time. */
final class ServerStats implements AutoCloseable {
    private static final int PAUSE_MILLIS = 100;
    private static final byte[] COMMAND = "stats\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Socket socket;
    private volatile Map<String, String> latest = Map.of();

    private ServerStats(Socket socket) {
        this.socket = socket;
    }

    static ServerStats of(InetSocketAddress address) throws IOException {
        ServerStats stats = new ServerStats(new Socket(address.getAddress(), address.getPort()));
        Thread thread = new Thread(stats::watch, "stats");
        thread.setDaemon(true);
        thread.start();
        return stats;
    }

    /** What the server has given up since it started. */
    Losses losses() {
        return new Losses(number("evictions"), number("droppable_dropped_items"));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private long number(String name) {
        return Long.parseLong(latest.getOrDefault(name, "0"));
    }

    private void watch() {
        try (BufferedReader replies =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            while (!socket.isClosed()) {
                socket.getOutputStream().write(COMMAND);
                latest = read(replies);
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        } catch (IOException | InterruptedException e) {
            // The server or this experiment has ended; the latest figures stay.
        }
    }

    private static Map<String, String> read(BufferedReader replies) throws IOException {
        Map<String, String> statistics = new HashMap<>();
        String line = replies.readLine();
        while (line != null && !line.equals("END")) {
            String[] words = line.split(" ", 3); // STAT <name> <value>
            if (words.length == 3) {
                statistics.put(words[1], words[2]);
            }
            line = replies.readLine();
        }
        if (line == null) {
            throw new IOException("the server closed the connection");
        }
        return statistics;
    }
}
