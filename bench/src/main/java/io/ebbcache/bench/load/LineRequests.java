package io.ebbcache.bench.load;

import java.nio.charset.StandardCharsets;
import org.agrona.MutableDirectBuffer;

/** Requests of the text and of the meta protocol: lines that differ in what stands before and behind the key. */
final class LineRequests implements RequestWriter {
    private static final byte[] NEW_LINE = ascii("\r\n");
    private static final byte[] QUIET = ascii(" v k q\r\n");
    private static final byte[] NO_OPERATION = ascii("mn\r\n");
    private static final int LINE_ROOM = 64;

    private final byte[] get;
    private final byte[] afterGet;
    private final byte[] set;
    private final byte[] beforeLength;
    private final byte[] afterLength;
    private final boolean oneLineForMany;

    private LineRequests(
            String get, String afterGet, String set, String beforeLength, String afterLength, boolean many) {
        this.get = ascii(get);
        this.afterGet = ascii(afterGet);
        this.set = ascii(set);
        this.beforeLength = ascii(beforeLength);
        this.afterLength = ascii(afterLength);
        this.oneLineForMany = many;
    }

    static LineRequests text(int ttlSeconds) {
        return new LineRequests("get ", "\r\n", "set ", " 0 " + ttlSeconds + " ", "\r\n", true);
    }

    static LineRequests meta(int ttlSeconds) {
        String ttl = ttlSeconds == 0 ? "" : " T" + ttlSeconds;
        return new LineRequests("mg ", " v\r\n", "ms ", " ", ttl + "\r\n", false);
    }

    @Override
    public int get(MutableDirectBuffer buffer, int at, long key) {
        int next = put(buffer, at, get);
        next = KeyText.put(buffer, next, key);
        return put(buffer, next, afterGet);
    }

    @Override
    public int getMany(MutableDirectBuffer buffer, int at, long[] keys, int from, int count) {
        int next = at;
        if (oneLineForMany) {
            next = put(buffer, next, get);
            for (int i = 0; i < count; i++) {
                next = KeyText.put(buffer, next, keys[from + i]);
                buffer.putByte(next++, (byte) ' ');
            }
            return put(buffer, next - 1, NEW_LINE);
        }
        for (int i = 0; i < count; i++) {
            next = put(buffer, next, get);
            next = KeyText.put(buffer, next, keys[from + i]);
            next = put(buffer, next, QUIET);
        }
        return put(buffer, next, NO_OPERATION);
    }

    @Override
    public int set(MutableDirectBuffer buffer, int at, long key, int length, long version) {
        int next = put(buffer, at, set);
        next = KeyText.put(buffer, next, key);
        next = put(buffer, next, beforeLength);
        next += buffer.putIntAscii(next, length);
        next = put(buffer, next, afterLength);
        ValueContent.write(buffer, next, length, key, version);
        return put(buffer, next + length, NEW_LINE);
    }

    @Override
    public int overheadBytes(int keys) {
        return (LINE_ROOM + KeyText.BYTES) * Math.max(1, keys);
    }

    private static int put(MutableDirectBuffer buffer, int at, byte[] bytes) {
        buffer.putBytes(at, bytes);
        return at + bytes.length;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
