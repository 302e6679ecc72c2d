package io.ebbcache.server.protocol.line;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/**
 * Finds bytes eight at a time: a byte of {@code (x - 0x01…) & ~x & 0x80…} has its high bit set where that byte of x is 0, and
 * the lowest such bit is exact (Alan Mycroft's test).
 */
public final class ByteSearch {

    public static final byte SPACE = ' ';
    public static final byte LINE_FEED = '\n';
    public static final byte CARRIAGE_RETURN = '\r';

    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long SPACES = ONES * SPACE;
    private static final long LINE_FEEDS = ONES * LINE_FEED;

    private ByteSearch() {}

    /** The first line feed in {@code buffer[from, to)}, or -1. */
    public static int lineFeed(DirectBuffer buffer, int from, int to) {
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            long found = zeroBytes(buffer.getLong(at, ByteOrder.LITTLE_ENDIAN) ^ LINE_FEEDS);
            if (found != 0) {
                return at + firstByte(found);
            }
        }
        for (; at < to; at++) {
            if (buffer.getByte(at) == LINE_FEED) {
                return at;
            }
        }
        return -1;
    }

    /** The first space or line feed in {@code buffer[from, to)}, or -1. */
    public static int tokenEnd(DirectBuffer buffer, int from, int to) {
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            long bytes = buffer.getLong(at, ByteOrder.LITTLE_ENDIAN);
            long spaces = zeroBytes(bytes ^ SPACES);
            long lineFeeds = zeroBytes(bytes ^ LINE_FEEDS);
            if ((spaces | lineFeeds) != 0) {
                return at + Math.min(firstByte(spaces), firstByte(lineFeeds));
            }
        }
        for (; at < to; at++) {
            byte one = buffer.getByte(at);
            if (one == SPACE || one == LINE_FEED) {
                return at;
            }
        }
        return -1;
    }

    private static long zeroBytes(long word) {
        return (word - ONES) & ~word & HIGH_BITS;
    }

    private static int firstByte(long found) {
        return Long.numberOfTrailingZeros(found) / Byte.SIZE;
    }
}
