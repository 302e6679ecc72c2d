package io.ebbcache.client.wire;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A line that was received, copied out of the buffer it came in, and how far it is read. For one thread. */
public final class LineReader {

    /** The longest line that is waited for. */
    public static final int MOST_BYTES = 2048;

    private static final int SNIPPET_CHARACTERS = 80;
    private static final long SAFE_TO_MULTIPLY = Long.MAX_VALUE / 100;

    private final byte[] bytes = new byte[MOST_BYTES];
    private int position;
    private int end;

    /**
     * Takes the line at the buffer's reader index, which does not move.
     *
     * @return the bytes from there to the next line; 0 if the line has no end yet
     * @throws UnreadableReplyException if it is longer than {@link #MOST_BYTES}, or ends without a carriage return
     */
    public int take(ByteBuf in) {
        int from = in.readerIndex();
        int readable = in.readableBytes();
        int lineFeed = in.indexOf(from, from + Math.min(readable, MOST_BYTES), (byte) '\n');
        if (lineFeed < 0) {
            if (readable < MOST_BYTES) {
                return 0;
            }
            fill(in, from, MOST_BYTES);
            throw unreadable("a line without end");
        }
        int length = lineFeed - from;
        fill(in, from, length);
        if (length == 0 || bytes[length - 1] != '\r') {
            throw unreadable("a line that ends without a carriage return");
        }
        end = length - 1;
        return length + 1;
    }

    private void fill(ByteBuf in, int from, int length) {
        in.getBytes(from, bytes, 0, length);
        position = 0;
        end = length;
    }

    /** Its first two bytes as one number if they are a word, and goes behind them; else 0. */
    int code() {
        if (end < 2 || (end > 2 && bytes[2] != ' ')) {
            return 0;
        }
        position = 2;
        return code(bytes[0], bytes[1]);
    }

    static int code(int first, int second) {
        return first << 8 | second;
    }

    /** Back to its first byte. */
    void rewind() {
        position = 0;
    }

    boolean atEnd() {
        return position == end;
    }

    /** The next byte, or -1 behind the last. */
    int next() {
        return position < end ? bytes[position++] : -1;
    }

    void expect(char character) {
        if (next() != character) {
            throw unreadable("not '" + character + "' where it should be");
        }
    }

    void expectEnd() {
        if (!atEnd()) {
            throw unreadable("more than there should be");
        }
    }

    /** Goes behind these bytes, if they are next. */
    boolean skip(byte[] word) {
        int length = word.length;
        if (end - position < length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (bytes[position + i] != word[i]) {
                return false;
            }
        }
        position += length;
        return true;
    }

    boolean beginsWithDigit() {
        return end > 0 && bytes[0] >= '0' && bytes[0] <= '9';
    }

    /** What was not read yet; it stays unread. */
    byte[] rest() {
        return Arrays.copyOfRange(bytes, position, end);
    }

    /** Goes to the next space, or behind the last byte. */
    void skipToSpace() {
        while (position < end && bytes[position] != ' ') {
            position++;
        }
    }

    /** Whether these bytes are the whole line. */
    boolean is(byte[] word) {
        return end == word.length && position == 0 && skip(word);
    }

    /** A number of 64 bits without a sign. */
    long unsigned() {
        int from = position;
        long number = 0;
        while (position < end) {
            int digit = bytes[position] - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            if (number < 0 || number > SAFE_TO_MULTIPLY) {
                checkNext(number, digit);
            }
            number = number * 10 + digit;
            position++;
        }
        if (position == from) {
            throw unreadable("no number where one should be");
        }
        return number;
    }

    private void checkNext(long number, int digit) {
        long most = Long.divideUnsigned(-1L, 10);
        int comparison = Long.compareUnsigned(number, most);
        if (comparison > 0 || (comparison == 0 && digit > Long.remainderUnsigned(-1L, 10))) {
            throw unreadable("a number beyond 64 bits");
        }
    }

    /** A number from 0 to this. */
    int upTo(int most) {
        long number = unsigned();
        if (number < 0 || number > most) {
            throw unreadable("a number beyond " + most);
        }
        return (int) number;
    }

    /** A number of 32 bits without a sign. */
    int flags() {
        long number = unsigned();
        if (number >>> Integer.SIZE != 0) {
            throw unreadable("flags beyond 32 bits");
        }
        return (int) number;
    }

    /** What is wrong, and with which line. */
    UnreadableReplyException unreadable(String what) {
        return new UnreadableReplyException(what + ": '" + text() + "'");
    }

    /** The line for people to read: no control characters, and not too long. */
    public String text() {
        int length = Math.min(end, SNIPPET_CHARACTERS);
        StringBuilder text = new StringBuilder(length + 3);
        for (char each : new String(bytes, 0, length, StandardCharsets.ISO_8859_1).toCharArray()) {
            text.append(Character.isISOControl(each) ? '?' : each);
        }
        return end > length ? text.append("...").toString() : text.toString();
    }

    /** Whether the line is this and nothing else. */
    public boolean is(String word) {
        position = 0;
        return is(LineWriter.ascii(word));
    }
}
