package io.ebbcache.client.wire;

import io.netty.buffer.ByteBuf;

/** The value behind a line, and the line end behind it. */
final class Values {

    private static final byte[] NOTHING = {};
    private static final int LINE_END_BYTES = 2;
    private static final int NUMBER_MOST_DIGITS = 20;

    private final int maxBytes;
    private final LineReader number = new LineReader();

    Values(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    int length(LineReader line) {
        return line.upTo(maxBytes);
    }

    boolean isWhole(ByteBuf in, int lineBytes, int valueBytes) {
        return in.readableBytes() >= (long) lineBytes + valueBytes + LINE_END_BYTES;
    }

    /** Reads the line, the value and the end. */
    byte[] read(ByteBuf in, int lineBytes, int valueBytes) {
        checkEnd(in, lineBytes, valueBytes);
        in.skipBytes(lineBytes);
        byte[] value = NOTHING;
        if (valueBytes > 0) {
            value = new byte[valueBytes];
            in.readBytes(value);
        }
        in.skipBytes(LINE_END_BYTES);
        return value;
    }

    /** Reads the line, a value that is a number, and the end. */
    long number(ByteBuf in, int lineBytes, int valueBytes) {
        checkEnd(in, lineBytes, valueBytes);
        if (valueBytes > NUMBER_MOST_DIGITS) {
            throw new UnreadableReplyException("a counter of " + valueBytes + " bytes");
        }
        in.skipBytes(lineBytes);
        int taken = number.take(in);
        long value = number.unsigned();
        number.expectEnd();
        if (taken != valueBytes + LINE_END_BYTES) {
            throw number.unreadable("a counter that ends before its length");
        }
        in.skipBytes(taken);
        return value;
    }

    private static void checkEnd(ByteBuf in, int lineBytes, int valueBytes) {
        int end = in.readerIndex() + lineBytes + valueBytes;
        if (in.getByte(end) != '\r' || in.getByte(end + 1) != '\n') {
            throw new UnreadableReplyException("a value of " + valueBytes + " bytes that does not end there");
        }
    }
}
