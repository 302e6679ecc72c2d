package io.ebbcache.bench.trace;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A server that speaks memcached's text protocol, over one connection. What a miss stores travels with the next get, so each
 * request takes one round trip, and the server sees them in the order of the trace.
 */
final class ServerCache implements ReplayedCache {

    private static final int NONE = -1;
    private static final int LINE_BYTES = 2048;
    private static final String LINE_END = "\r\n";

    private final Items items;
    private final ItemValues values;
    private final SocketChannel channel;
    private final ByteBuffer head = ByteBuffer.allocateDirect(LINE_BYTES);
    private final ByteBuffer tail = ByteBuffer.allocateDirect(LINE_BYTES);
    private final ByteBuffer in;
    private final UnsafeBuffer received;
    private final UnsafeBuffer value = new UnsafeBuffer(0, 0);
    private int missed = NONE;

    ServerCache(Items items, ItemValues values, InetSocketAddress server) throws IOException {
        this.items = items;
        this.values = values;
        this.in = ByteBuffer.allocateDirect(items.largestValueBytes() + LINE_BYTES);
        this.received = new UnsafeBuffer(in);
        in.limit(0);
        channel = SocketChannel.open(server);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }

    @Override
    public boolean request(int item) {
        try {
            head.clear();
            tail.clear();
            ByteBuffer stored = tail.slice(0, 0);
            if (missed != NONE) {
                stored = values.slice(missed);
                put(head, "set ");
                putKey(head, missed);
                put(head, " 0 " + items.ttlSeconds(missed) + " " + stored.remaining() + " noreply" + LINE_END);
                put(tail, LINE_END);
                missed = NONE;
            }
            put(tail, "get ");
            putKey(tail, item);
            put(tail, LINE_END);
            write(head.flip(), stored, tail.flip());
            boolean hit = readHit(item);
            if (!hit) {
                missed = item;
            }
            return hit;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the server answers to {@code stats}, or to {@code stats slabs}. */
    Map<String, String> statistics(String command) throws IOException {
        Map<String, String> statistics = new HashMap<>();
        write(ByteBuffer.wrap((command + LINE_END).getBytes(StandardCharsets.US_ASCII)));
        for (String line = line(); !line.equals("END"); line = line()) {
            String[] words = line.split(" ", 3);
            if (words.length < 3 || !words[0].equals("STAT")) {
                throw new IOException("the server answers: " + line);
            }
            statistics.put(words[1], words[2]);
        }
        return statistics;
    }

    private boolean readHit(int item) throws IOException {
        String line = line();
        if (line.equals("END")) {
            return false;
        }
        if (!line.startsWith("VALUE ")) {
            throw new IOException("the server answers: " + line);
        }
        int length = Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1));
        need(length + LINE_END.length());
        value.wrap(received, in.position(), length);
        if (!values.matches(item, value, length)) {
            throw new IOException("the server gave another value than was stored");
        }
        in.position(in.position() + length);
        if (!line().isEmpty() || !line().equals("END")) {
            throw new IOException("the server's answer goes on behind the value");
        }
        return true;
    }

    private String line() throws IOException {
        int length = 0;
        do {
            length++;
            need(length + 1);
        } while (in.get(in.position() + length - 1) != '\r' || in.get(in.position() + length) != '\n');
        byte[] line = new byte[length - 1];
        in.get(line);
        in.position(in.position() + LINE_END.length());
        return new String(line, StandardCharsets.US_ASCII);
    }

    /** Waits until so many bytes are there to be read. */
    private void need(int bytes) throws IOException {
        if (in.remaining() >= bytes) {
            return;
        }
        in.compact();
        while (in.position() < bytes) {
            if (channel.read(in) < 0) {
                throw new EOFException("the server has closed the connection");
            }
        }
        in.flip();
    }

    private void putKey(ByteBuffer buffer, int item) {
        int length = items.keyLength(item);
        items.keys().getBytes(items.keyOffset(item), buffer, buffer.position(), length);
        buffer.position(buffer.position() + length);
    }

    private static void put(ByteBuffer buffer, String text) {
        buffer.put(text.getBytes(StandardCharsets.US_ASCII));
    }

    private void write(ByteBuffer... buffers) throws IOException {
        ByteBuffer last = buffers[buffers.length - 1];
        while (last.hasRemaining()) {
            channel.write(buffers);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
