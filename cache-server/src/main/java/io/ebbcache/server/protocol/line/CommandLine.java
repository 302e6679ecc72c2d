package io.ebbcache.server.protocol.line;

import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** The tokens of one line, where they lie: a flyweight that is parsed anew for each line. Token 0 is the command. */
public final class CommandLine {

    /** Tokens that are looked at; of longer lines only the last token beside these. */
    public static final int MAX_TOKENS = 24;

    private static final byte[] NOREPLY = "noreply".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] HTTP = "HTTP/".getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST_NUMBER = 20;

    private DirectBuffer buffer = new UnsafeBuffer(0, 0);
    private final int[] starts = new int[MAX_TOKENS];
    private final int[] ends = new int[MAX_TOKENS];
    private int count;
    private int lastStart;
    private int lastEnd;
    private long number;

    /** Takes the line {@code line[from, to)}, without what ends it. */
    public void parse(DirectBuffer line, int from, int to) {
        buffer = line;
        count = 0;
        int at = from;
        while (at < to) {
            if (line.getByte(at) == ByteSearch.SPACE) {
                at++;
            } else {
                addToken(at, wordEnd(line, at, to));
                at = lastEnd;
            }
        }
    }

    /** Where a word ends; a line feed is as good a part of it as any, for what is taken for a line may be a value. */
    private static int wordEnd(DirectBuffer line, int from, int to) {
        int end = ByteSearch.tokenEnd(line, from, to);
        while (end >= 0 && line.getByte(end) != ByteSearch.SPACE) {
            end = ByteSearch.tokenEnd(line, end + 1, to);
        }
        return end < 0 ? to : end;
    }

    private void addToken(int start, int end) {
        if (count < MAX_TOKENS) {
            starts[count] = start;
            ends[count] = end;
        }
        lastStart = start;
        lastEnd = end;
        count++;
    }

    public DirectBuffer buffer() {
        return buffer;
    }

    /** How many tokens there are. */
    public int count() {
        return count;
    }

    public int start(int token) {
        return starts[token];
    }

    public int length(int token) {
        return ends[token] - starts[token];
    }

    /** A token as a text. */
    public String text(int token) {
        byte[] bytes = new byte[length(token)];
        buffer.getBytes(starts[token], bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** Whether the last token, the command aside, asks for silence. */
    public boolean isNoreply() {
        return count > 1 && lastEnd - lastStart == NOREPLY.length && matches(lastStart, NOREPLY);
    }

    /** Whether this is the first line of somebody's HTTP request. */
    public boolean isHttp() {
        return count > 0 && lastEnd - lastStart >= HTTP.length && matches(lastStart, HTTP);
    }

    public boolean is(int token, byte[] word) {
        return token < count && length(token) == word.length && matches(starts[token], word);
    }

    private boolean matches(int at, byte[] word) {
        for (int i = 0; i < word.length; i++) {
            if (buffer.getByte(at + i) != word[i]) {
                return false;
            }
        }
        return true;
    }

    /** Reads a token as a decimal number between {@code least} and {@code most}; false if it is no such number. */
    public boolean parseSigned(int token, long least, long most) {
        if (token >= count) {
            return false;
        }
        return parseSigned(starts[token], ends[token], least, most);
    }

    /** As {@link #parseSigned} for what follows the first letter of a token that is there. */
    public boolean parseSignedTail(int token, long least, long most) {
        return parseSigned(starts[token] + 1, ends[token], least, most);
    }

    /** Reads a token as a decimal number of 64 bits without sign; false if it is no such number. */
    public boolean parseUnsigned(int token) {
        if (token >= count) {
            return false;
        }
        return parseUnsigned(starts[token], ends[token]);
    }

    /** As {@link #parseUnsigned} for what follows the first letter of a token that is there. */
    public boolean parseUnsignedTail(int token) {
        return parseUnsigned(starts[token] + 1, ends[token]);
    }

    /** As {@link #parseUnsignedTail(int)} of what stands behind {@code prefix}; false if that does not stand there. */
    public boolean parseUnsignedTail(int token, byte[] prefix) {
        int from = starts[token] + 1;
        if (ends[token] - from <= prefix.length) {
            return false;
        }
        for (int i = 0; i < prefix.length; i++) {
            if (buffer.getByte(from + i) != prefix[i]) {
                return false;
            }
        }
        return parseUnsigned(from + prefix.length, ends[token]);
    }

    private boolean parseSigned(int from, int to, long least, long most) {
        if (from < to && buffer.getByte(from) == '-') {
            if (!parseDigits(from + 1, to) || number < 0) {
                return false;
            }
            number = -number;
        } else if (!parseUnsigned(from, to) || number < 0) {
            return false;
        }
        return number >= least && number <= most;
    }

    private boolean parseUnsigned(int from, int to) {
        return parseDigits(from < to && buffer.getByte(from) == '+' ? from + 1 : from, to);
    }

    private boolean parseDigits(int from, int to) {
        if (from == to || to - from > LONGEST_NUMBER) {
            return false;
        }
        long value = 0;
        for (int at = from; at < to; at++) {
            int digit = buffer.getByte(at) - '0';
            if (digit < 0 || digit > 9) {
                return false;
            }
            if (at - from == LONGEST_NUMBER - 1 && overflows(value, digit)) {
                return false;
            }
            value = value * 10 + digit;
        }
        number = value;
        return true;
    }

    /** Whether another digit is too much for 64 bits; a value of up to 19 digits is always in range. */
    private static boolean overflows(long value, int digit) {
        long most = Long.divideUnsigned(-1L, 10);
        int comparison = Long.compareUnsigned(value, most);
        return comparison > 0 || (comparison == 0 && digit > (int) Long.remainderUnsigned(-1L, 10));
    }

    /** What was read last. */
    public long number() {
        return number;
    }
}
