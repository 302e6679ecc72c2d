package io.ebbcache.server.command;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A constant text of a protocol, cut into words once so that it is written with one or two stores. */
public final class ReplyText {

    private static final boolean LITTLE_ENDIAN = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

    final long[] words;
    final int length;

    private ReplyText(byte[] bytes) {
        this.length = bytes.length;
        this.words = new long[(bytes.length + Long.BYTES - 1) / Long.BYTES];
        for (int i = 0; i < bytes.length; i++) {
            int byteInWord = i % Long.BYTES;
            int shift = Byte.SIZE * (LITTLE_ENDIAN ? byteInWord : Long.BYTES - 1 - byteInWord);
            words[i / Long.BYTES] |= (bytes[i] & 0xffL) << shift;
        }
    }

    /**
     * A text with its line end, or without any.
     *
     * @param text ASCII, at most {@link ReplyBuffer#SMALL_REPLY_BYTES}
     */
    public static ReplyText of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        if (bytes.length > ReplyBuffer.SMALL_REPLY_BYTES) {
            throw new IllegalArgumentException("reply of " + bytes.length + " bytes");
        }
        return new ReplyText(bytes);
    }

    /** The same with a line end. */
    public static ReplyText line(String text) {
        return of(text + "\r\n");
    }
}
