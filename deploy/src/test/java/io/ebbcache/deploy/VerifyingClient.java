package io.ebbcache.deploy;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A client that reads and writes keys of its own through one node, one request after the other, until it is ended. It knows what it may find: what
 * was stored last and acknowledged, or what it tried to store after that and has no answer for, or nothing.
 */
final class VerifyingClient {

    private static final int KEYS = 100;
    private static final int SETS_OF_TEN = 3;
    private static final int PATIENCE_MILLIS = 20_000;
    private static final int VALUE_REPEATS = 10;

    private final String name;
    private final int port;
    private final SplittableRandom random;
    private final int[] acknowledged = new int[KEYS];
    private final int[] tried = new int[KEYS];
    private final Thread thread;
    private final AtomicInteger hits = new AtomicInteger();
    private final AtomicInteger misses = new AtomicInteger();
    private final AtomicInteger stored = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private volatile String wrong = "";
    private volatile boolean ending;

    /** Begins at once. */
    VerifyingClient(String name, int port, long seed) {
        this.name = name;
        this.port = port;
        this.random = new SplittableRandom(seed);
        this.thread = new Thread(this::run, name);
        thread.start();
    }

    private void run() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MILLIS);
            DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            while (!ending && wrong.isEmpty()) {
                int key = random.nextInt(KEYS);
                boolean set = random.nextInt(10) < SETS_OF_TEN;
                String request = set ? set(key) : "get " + key(key) + "\r\n";
                socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                if (set) {
                    answered(key, line(in));
                } else {
                    found(key, in);
                }
            }
        } catch (IOException e) {
            wrong = name + ": " + e;
        }
    }

    private String key(int number) {
        return name + "-" + number;
    }

    private String value(int key, int version) {
        return (key(key) + "#" + version + "#").repeat(VALUE_REPEATS);
    }

    private String set(int key) {
        String value = value(key, ++tried[key]);
        return "set " + key(key) + " 0 0 " + value.length() + "\r\n" + value + "\r\n";
    }

    private void answered(int key, String reply) {
        if (reply.equals("STORED")) {
            acknowledged[key] = tried[key];
            stored.incrementAndGet();
        } else if (reply.startsWith("SERVER_ERROR no answer")) {
            refused.incrementAndGet();
        } else {
            wrong = key(key) + ": the server says '" + reply + "' to a set";
        }
    }

    private void found(int key, DataInputStream in) throws IOException {
        String first = line(in);
        if (first.equals("END")) {
            misses.incrementAndGet();
            return;
        }
        String[] words = first.split(" ", -1);
        if (words.length != 4 || !words[0].equals("VALUE")) {
            wrong = key(key) + ": the server says '" + first + "' to a get";
            return;
        }
        String value = new String(in.readNBytes(Integer.parseInt(words[3])), StandardCharsets.US_ASCII);
        line(in);
        line(in);
        hits.incrementAndGet();
        String why = problem(key, value);
        if (!why.isEmpty()) {
            wrong = why;
        }
    }

    private String problem(int key, String value) {
        for (int version = acknowledged[key]; version <= tried[key]; version++) {
            if (value.equals(value(key, version))) {
                return "";
            }
        }
        return "%s: %d was acknowledged, %d tried, and this is there: %s"
                .formatted(key(key), acknowledged[key], tried[key], value);
    }

    private static String line(DataInputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.readUnsignedByte(); next != '\n'; next = in.readUnsignedByte()) {
            line.append((char) next);
        }
        return line.toString().strip();
    }

    /** Once it has ended: all that is wrong in what a node says of its keys. */
    String problemsAt(ClusterNodes nodes, int node) throws IOException {
        StringBuilder problems = new StringBuilder();
        for (int key = 0; key < KEYS; key++) {
            String reply = nodes.say(node, "get " + key(key) + "\r\n");
            if (!reply.equals("END\r\n")) {
                problems.append(problem(key, reply.split("\r\n", -1)[1]));
            }
        }
        return problems.toString();
    }

    /** What was wrong, if anything was. */
    String wrong() {
        return wrong;
    }

    int requests() {
        return hits.get() + misses.get() + stored.get() + refused.get();
    }

    int hits() {
        return hits.get();
    }

    @Override
    public String toString() {
        return "%s: %,d hits, %,d misses, %,d stored, %,d without an answer"
                .formatted(name, hits.get(), misses.get(), stored.get(), refused.get());
    }

    /** Ends it, and waits for that. */
    void end() throws InterruptedException {
        ending = true;
        thread.join();
    }
}
