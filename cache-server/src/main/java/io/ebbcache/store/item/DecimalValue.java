package io.ebbcache.store.item;

import java.nio.ByteBuffer;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A value that is an unsigned 64-bit number in decimal digits, for increment and decrement. Reads as {@code strtoull} does: leading
 * white space and a sign are skipped, and white space or a NUL ends the number.
 */
public final class DecimalValue implements ValueSource {

    /** So many bytes of a value are looked at; a number that is not over by then is none. */
    public static final int MAX_BYTES = 64;

    private final UnsafeBuffer text = new UnsafeBuffer(ByteBuffer.allocateDirect(MAX_BYTES));
    private int length;
    private long number;

    /** Where the bytes of a value are to be copied to before {@link #parse}. */
    public long address() {
        return text.addressOffset();
    }

    /** The number of the last {@link #parse} or {@link #set}; unsigned. */
    public long number() {
        return number;
    }

    /**
     * Reads the number from the bytes at {@link #address}.
     *
     * @param bytes how many there are
     * @param whole whether these are all bytes of the value
     * @return false if they are no unsigned 64-bit number
     */
    public boolean parse(int bytes, boolean whole) {
        int at = 0;
        while (at < bytes && isSpace(text.getByte(at))) {
            at++;
        }
        if (at < bytes && text.getByte(at) == '+') {
            at++;
        }
        int firstDigit = at;
        long value = 0;
        while (at < bytes && isDigit(text.getByte(at))) {
            int digit = text.getByte(at) - '0';
            if (Long.compareUnsigned(value, Long.divideUnsigned(-1 - digit, 10)) > 0) {
                return false;
            }
            value = value * 10 + digit;
            at++;
        }
        number = value;
        return at > firstDigit && (at < bytes ? endsNumber(text.getByte(at)) : whole);
    }

    /**
     * Makes this the digits of a number, filled up with spaces on the right.
     *
     * @param minBytes the least length
     */
    public void set(long number, int minBytes) {
        this.number = number;
        int digits = 1;
        for (long rest = Long.divideUnsigned(number, 10); rest != 0; rest = Long.divideUnsigned(rest, 10)) {
            digits++;
        }
        text.setMemory(0, MAX_BYTES, (byte) ' ');
        long rest = number;
        for (int at = digits - 1; at >= 0; at--) {
            text.putByte(at, (byte) ('0' + Long.remainderUnsigned(rest, 10)));
            rest = Long.divideUnsigned(rest, 10);
        }
        length = Math.max(digits, minBytes);
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public void copyTo(int offset, long address, int length) {
        int fromText = Math.max(0, Math.min(length, MAX_BYTES - offset));
        if (fromText > 0) {
            UnsafeApi.copyMemory(address() + offset, address, fromText);
        }
        UnsafeApi.setMemory(address + fromText, length - fromText, (byte) ' ');
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    private static boolean endsNumber(byte b) {
        return b == 0 || isSpace(b);
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || (b >= '\t' && b <= '\r');
    }
}
