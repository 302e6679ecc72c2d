package io.ebbcache.client.connection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.ebbcache.client.ring.Node;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A server that does what a test wants: its n-th connection follows the n-th script, all further ones the last. */
final class FakeServer implements AutoCloseable {

    /** What one connection does; it is closed at the end. */
    interface Script {
        void run(Peer peer) throws Exception;
    }

    private final ServerSocket server;
    private final List<Script> scripts;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicInteger accepted = new AtomicInteger();

    private FakeServer(ServerSocket server, List<Script> scripts) {
        this.server = server;
        this.scripts = scripts;
    }

    static FakeServer start(Script... scripts) {
        try {
            FakeServer fake =
                    new FakeServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), List.of(scripts));
            if (scripts.length > 0) {
                daemon(fake::accept);
            }
            return fake;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers as it should: the value of a key is {@code v:} and the key. */
    static void behave(Peer peer) throws IOException {
        for (String line = peer.line(); line != null; line = peer.line()) {
            peer.answer(line);
        }
    }

    static String valueFor(String key) {
        return "v:" + key;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                sockets.add(socket);
                Script script = scripts.get(Math.min(accepted.getAndIncrement(), scripts.size() - 1));
                daemon(() -> serve(socket, script));
            } catch (IOException e) {
                return;
            }
        }
    }

    private static void serve(Socket socket, Script script) {
        try (socket) {
            socket.setTcpNoDelay(true);
            script.run(new Peer(socket));
        } catch (Exception e) {
            // The client has gone, or the test is over.
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "fake-server");
        thread.setDaemon(true);
        thread.start();
    }

    Node node() {
        return new Node("127.0.0.1", server.getLocalPort());
    }

    /** So many connections were accepted. */
    int accepted() {
        return accepted.get();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    /** One connection. */
    static final class Peer {

        private final Socket socket;
        private final InputStream in;
        private final OutputStream out;

        Peer(Socket socket) throws IOException {
            this.socket = socket;
            this.in = new BufferedInputStream(socket.getInputStream());
            this.out = socket.getOutputStream();
        }

        /** The next line without its end, or null at the end. Who asks for the version is told. */
        @Nullable
        String line() throws IOException {
            String line = plainLine();
            while ("version".equals(line)) {
                send("VERSION 1.6.10\r\n");
                line = plainLine();
            }
            return line;
        }

        private @Nullable String plainLine() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int each = in.read(); each >= 0; each = in.read()) {
                if (each == '\n') {
                    line.setLength(Math.max(0, line.length() - 1));
                    return line.toString();
                }
                line.append((char) each);
            }
            return null;
        }

        /** The next line, which must come. */
        String request() throws IOException {
            String line = line();
            if (line == null) {
                throw new EOFException();
            }
            return line;
        }

        void send(String text) throws IOException {
            out.write(text.getBytes(ISO_8859_1));
            out.flush();
        }

        /** Answers the question for the protocol. */
        void meta() throws IOException {
            meta("1.6.10");
        }

        /** The same, of this version. */
        void meta(String version) throws IOException {
            line();
            send("MN\r\n");
            plainLine();
            send("VERSION " + version + "\r\n");
        }

        void text() throws IOException {
            line();
            send("ERROR\r\n");
        }

        void answer(String line) throws IOException {
            send(reply(line));
        }

        String reply(String line) throws IOException {
            String[] words = line.split(" ", -1);
            String opaque = words[words.length - 1];
            return switch (words[0]) {
                case "mn" -> "MN\r\n";
                case "mg" -> hit(words[1], opaque);
                case "gets" -> {
                    String value = valueFor(words[1]);
                    yield "VALUE " + words[1] + " 0 " + value.length() + " 1\r\n" + value + "\r\nEND\r\n";
                }
                case "ms" -> {
                    in.readNBytes(Integer.parseInt(words[2]) + 2);
                    yield "HD " + opaque + "\r\n";
                }
                default -> "ERROR\r\n";
            };
        }

        static String hit(String key, String opaque) {
            String value = valueFor(key);
            return "VA " + value.length() + " f0 c1 " + opaque + "\r\n" + value + "\r\n";
        }

        /** Ends it with a reset. */
        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        /** Until the client closes. */
        void swallow() throws IOException {
            in.transferTo(OutputStream.nullOutputStream());
        }
    }
}
