package io.ebbcache.server.protocol.text;

import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** The tokens of one line, where they lie: a flyweight that is parsed anew for each line. Token 0 is the command. */
final class CommandLine {

    /** Tokens that are looked at; of longer lines only the last token beside these. */
    private static final int MAX_TOKENS = 8;

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
    void parse(DirectBuffer line, int from, int to) {
        buffer = line;
        count = 0;
        int at = from;
        while (at < to) {
            if (line.getByte(at) == ByteSearch.SPACE) {
                at++;
            } else {
                int end = ByteSearch.tokenEnd(line, at, to);
                addToken(at, end < 0 ? to : end);
                at = lastEnd;
            }
        }
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

    DirectBuffer buffer() {
        return buffer;
    }

    /** How many tokens there are. */
    int count() {
        return count;
    }

    int start(int token) {
        return starts[token];
    }

    int length(int token) {
        return ends[token] - starts[token];
    }

    /** Whether the last token, the command aside, asks for silence. */
    boolean isNoreply() {
        return count > 1 && lastEnd - lastStart == NOREPLY.length && matches(lastStart, NOREPLY);
    }

    /** Whether this is the first line of somebody's HTTP request. */
    boolean isHttp() {
        return count > 0 && lastEnd - lastStart >= HTTP.length && matches(lastStart, HTTP);
    }

    boolean is(int token, byte[] word) {
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
    boolean parseSigned(int token, long least, long most) {
        if (token >= count) {
            return false;
        }
        int at = starts[token];
        byte sign = buffer.getByte(at);
        if (sign != '-') {
            return parseUnsigned(token) && number >= least && number <= most;
        }
        if (!parseDigits(at + 1, ends[token]) || number < 0) {
            return false;
        }
        number = -number;
        return number >= least && number <= most;
    }

    /** Reads a token as a decimal number of 64 bits without sign; false if it is no such number. */
    boolean parseUnsigned(int token) {
        if (token >= count) {
            return false;
        }
        int at = starts[token];
        return parseDigits(buffer.getByte(at) == '+' ? at + 1 : at, ends[token]);
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
    long number() {
        return number;
    }
}
