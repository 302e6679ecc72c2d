package io.ebbcache.bench.faults;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client's connection to one node: the text protocol, one request at a time, nothing is repeated. After any failure but {@link
 * ServerErrorException} it is of no more use.
 */
final class NodeConnection implements AutoCloseable {
    private static final int LONGEST_LINE = 2_048;
    private static final byte[] LINE_END = {'\r', '\n'};

    private final Socket socket;
    private final InputStream replies;
    private final OutputStream requests;

    private NodeConnection(Socket socket) throws IOException {
        this.socket = socket;
        replies = new BufferedInputStream(socket.getInputStream());
        requests = socket.getOutputStream();
    }

    /**
     * Connects.
     *
     * @param patienceMillis for the connection, and for each piece of a reply
     */
    static NodeConnection open(InetSocketAddress address, int patienceMillis) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(patienceMillis);
            socket.connect(address, patienceMillis);
            return new NodeConnection(socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** The value of a key; null for a miss. */
    byte @Nullable [] get(String key) throws IOException {
        send("get " + key, null);
        String line = reply();
        if (line.equals("END")) {
            return null;
        }
        String[] words = line.split(" ", -1); // VALUE <key> <flags> <bytes>
        if (words.length != 4 || !words[0].equals("VALUE") || !words[1].equals(key) || !words[3].matches("\\d{1,8}")) {
            throw new StrangeReplyException(line);
        }
        byte[] value = replies.readNBytes(Integer.parseInt(words[3]));
        expect("");
        expect("END");
        return value;
    }

    void set(String key, byte[] value) throws IOException {
        send("set " + key + " 0 0 " + value.length, value);
        expect("STORED");
    }

    void delete(String key) throws IOException {
        send("delete " + key, null);
        String line = reply();
        if (!line.equals("DELETED") && !line.equals("NOT_FOUND")) {
            throw new StrangeReplyException(line);
        }
    }

    /** The lines of {@code stats} with an argument. */
    List<String> statistics(String argument) throws IOException {
        send("stats " + argument, null);
        List<String> lines = new ArrayList<>();
        for (String line = reply(); !line.equals("END"); line = reply()) {
            lines.add(line);
        }
        return lines;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // it is of no more use anyway
        }
    }

    private void send(String line, byte @Nullable [] value) throws IOException {
        byte[] head = line.getBytes(StandardCharsets.US_ASCII);
        int valueLength = value == null ? 0 : value.length + LINE_END.length;
        byte[] request = Arrays.copyOf(head, head.length + LINE_END.length + valueLength);
        System.arraycopy(LINE_END, 0, request, head.length, LINE_END.length);
        if (value != null) {
            System.arraycopy(value, 0, request, head.length + LINE_END.length, value.length);
            System.arraycopy(LINE_END, 0, request, request.length - LINE_END.length, LINE_END.length);
        }
        requests.write(request);
    }

    private void expect(String expected) throws IOException {
        String line = reply();
        if (!line.equals(expected)) {
            throw new StrangeReplyException(line);
        }
    }

    private String reply() throws IOException {
        String line = line();
        if (line.startsWith("SERVER_ERROR")) {
            throw new ServerErrorException(line);
        }
        return line;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            int next = replies.read();
            if (next < 0) {
                throw new EOFException("the node closed the connection");
            }
            if (next == '\n') {
                int end = line.length() - 1;
                if (end < 0 || line.charAt(end) != '\r') {
                    throw new StrangeReplyException(line.toString());
                }
                return line.substring(0, end);
            }
            if (line.length() == LONGEST_LINE) {
                throw new StrangeReplyException(line.toString());
            }
            line.append((char) next);
        }
    }
}
