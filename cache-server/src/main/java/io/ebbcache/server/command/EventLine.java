package io.ebbcache.server.command;

import io.ebbcache.store.item.Key;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** The line of one event, {@code name=value} for each field, made anew in the same memory each time. */
final class EventLine {

    /** The longest line: a key with three bytes for each of its own, and what is around it, rounded up. */
    static final int MAX_BYTES = 1200;

    private static final long MICROS_PER_SECOND = 1_000_000;

    private final MutableDirectBuffer bytes = new UnsafeBuffer(new byte[MAX_BYTES]);
    private final UnsafeBuffer keyBytes = new UnsafeBuffer(new byte[Commands.MAX_KEY_LENGTH]);
    private int length;

    EventLine begin(long epochMicros, long number, String type) {
        length = 0;
        text("ts=").number(epochMicros / MICROS_PER_SECOND).text(".");
        long micros = epochMicros % MICROS_PER_SECOND;
        for (long digit = MICROS_PER_SECOND / 10; digit > 0; digit /= 10) {
            bytes.putByte(length++, (byte) ('0' + micros / digit % 10));
        }
        return field("gid", number).field("type", type);
    }

    /** The line that tells how many lines are missing. */
    EventLine skipped(long count) {
        length = 0;
        return text("skipped=").number(count).end();
    }

    EventLine field(String name, long value) {
        return name(name).number(value);
    }

    EventLine field(String name, String value) {
        return name(name).text(value);
    }

    EventLine key(DirectBuffer key, int offset, int keyLength) {
        name("key");
        length = UriKey.write(key, offset, keyLength, bytes, length);
        return this;
    }

    EventLine key(Key key) {
        key.copyTo(keyBytes, 0);
        return key(keyBytes, 0, key.length());
    }

    /** The line is complete. */
    EventLine end() {
        return text("\n");
    }

    DirectBuffer bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    private EventLine name(String name) {
        return text(" ").text(name).text("=");
    }

    private EventLine text(String text) {
        length += bytes.putStringWithoutLengthAscii(length, text);
        return this;
    }

    private EventLine number(long value) {
        length += bytes.putLongAscii(length, value);
        return this;
    }
}
