package io.ebbcache.bench.load;

import java.nio.ByteOrder;
import org.agrona.MutableDirectBuffer;

/** Requests of the binary protocol. */
final class BinaryRequests implements RequestWriter {
    private static final byte GET = 0x00;
    private static final byte SET = 0x01;
    private static final byte NO_OPERATION = 0x0a;
    private static final byte GET_WITH_KEY_QUIETLY = 0x0d;
    private static final int SET_EXTRAS = 8;

    private final int ttlSeconds;

    BinaryRequests(int ttlSeconds) {
        this.ttlSeconds = ttlSeconds;
    }

    @Override
    public int get(MutableDirectBuffer buffer, int at, long key) {
        return get(buffer, at, GET, key);
    }

    @Override
    public int getMany(MutableDirectBuffer buffer, int at, long[] keys, int from, int count) {
        int next = at;
        for (int i = 0; i < count; i++) {
            next = get(buffer, next, GET_WITH_KEY_QUIETLY, keys[from + i]);
        }
        return header(buffer, next, NO_OPERATION, 0, 0, 0);
    }

    @Override
    public int set(MutableDirectBuffer buffer, int at, long key, int length, long version) {
        int next = header(buffer, at, SET, KeyText.BYTES, SET_EXTRAS, length);
        buffer.putInt(next, 0); // flags
        buffer.putInt(next + Integer.BYTES, ttlSeconds, ByteOrder.BIG_ENDIAN);
        next = KeyText.put(buffer, next + SET_EXTRAS, key);
        ValueContent.write(buffer, next, length, key, version);
        return next + length;
    }

    @Override
    public int overheadBytes(int keys) {
        return (BinaryHeader.BYTES + SET_EXTRAS + KeyText.BYTES) * (Math.max(1, keys) + 1);
    }

    private static int get(MutableDirectBuffer buffer, int at, byte opcode, long key) {
        return KeyText.put(buffer, header(buffer, at, opcode, KeyText.BYTES, 0, 0), key);
    }

    private static int header(MutableDirectBuffer buffer, int at, byte opcode, int key, int extras, int value) {
        buffer.setMemory(at, BinaryHeader.BYTES, (byte) 0);
        buffer.putByte(at, BinaryHeader.REQUEST);
        buffer.putByte(at + BinaryHeader.OPCODE, opcode);
        buffer.putShort(at + BinaryHeader.KEY_LENGTH, (short) key, ByteOrder.BIG_ENDIAN);
        buffer.putByte(at + BinaryHeader.EXTRAS_LENGTH, (byte) extras);
        buffer.putInt(at + BinaryHeader.BODY_LENGTH, extras + key + value, ByteOrder.BIG_ENDIAN);
        return at + BinaryHeader.BYTES;
    }
}
