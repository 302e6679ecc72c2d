package io.ebbcache.deploy;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** The text protocol over one connection, many commands in one packet. */
final class PipelinedClient implements AutoCloseable {
    private static final int BUFFER_BYTES = 256 << 10;

    private final Socket socket;
    private final DataInputStream replies;
    private final OutputStream requests;

    PipelinedClient(int port) throws IOException {
        this(new Socket(InetAddress.getLoopbackAddress(), port));
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(30_000);
    }

    /** Over a socket that is connected. */
    PipelinedClient(Socket connected) throws IOException {
        socket = connected;
        replies = new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES));
        requests = new BufferedOutputStream(socket.getOutputStream(), BUFFER_BYTES);
    }

    /**
     * Stores test values.
     *
     * @return how many the server took
     */
    int store(List<Integer> numbers) throws IOException {
        for (int number : numbers) {
            write("set " + TestValue.key(number) + " 0 0 " + TestValue.BYTES + "\r\n");
            requests.write(TestValue.of(number));
            write("\r\n");
        }
        requests.flush();
        int stored = 0;
        for (int i = 0; i < numbers.size(); i++) {
            stored += line().equals("STORED") ? 1 : 0;
        }
        return stored;
    }

    /** Asks for test values with one command, and hands over what comes back, key and bytes. */
    void get(List<Integer> numbers, BiConsumer<String, byte[]> hit) throws IOException {
        StringBuilder command = new StringBuilder("get");
        for (int number : numbers) {
            command.append(' ').append(TestValue.key(number));
        }
        write(command.append("\r\n").toString());
        requests.flush();
        for (String line = line(); !line.equals("END"); line = line()) {
            String[] header = line.split(" ", -1); // VALUE <key> <flags> <bytes>
            if (header.length != 4 || !header[0].equals("VALUE")) {
                throw new IOException("unexpected reply: " + line);
            }
            byte[] value = new byte[Integer.parseInt(header[3])];
            replies.readFully(value);
            if (!line().isEmpty()) {
                throw new IOException("no line end behind the value of " + header[1]);
            }
            hit.accept(header[1], value);
        }
    }

    /** Asks for statistics; a name is given to {@code stats} or it is empty. */
    Map<String, String> stats(String group) throws IOException {
        send(("stats " + group).strip());
        Map<String, String> stats = new LinkedHashMap<>();
        for (String line = line(); !line.equals("END"); line = line()) {
            String[] stat = line.split(" ", 3); // STAT <name> <value>
            if (stat.length != 3 || !stat[0].equals("STAT")) {
                throw new IOException("unexpected reply: " + line);
            }
            stats.put(stat[1], stat[2]);
        }
        return stats;
    }

    /** Sends one line and returns the first line of the reply. */
    String ask(String line) throws IOException {
        send(line);
        return line();
    }

    /** Sends one line that has no reply. */
    void send(String line) throws IOException {
        write(line + "\r\n");
        requests.flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void write(String text) throws IOException {
        requests.write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = replies.read(); next != '\n'; next = replies.read()) {
            if (next < 0) {
                throw new EOFException("connection closed after: " + line);
            }
            line.append((char) next);
        }
        return line.toString().strip();
    }
}
