package io.ebbcache.store.item;

import com.dynatrace.hash4j.hashing.ByteAccess;
import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A key where it lies in somebody else's buffer, and its hash: a flyweight that is wrapped anew for each request. The
 * bytes are not copied, so they must stay as they are until the operation that was given the key has returned.
 *
 * <p>The hash is XXH3 with a seed that is drawn once per process, so that nobody can choose keys that collide.
 */
public final class Key {

    /** The longest key, in bytes, as in memcached. */
    public static final int MAX_LENGTH = 250;

    private static final Hasher64 HASHER = Hashing.xxh3_64(new SecureRandom().nextLong());
    private static final ByteAccess<DirectBuffer> BYTES = new BufferBytes();

    private DirectBuffer buffer = new UnsafeBuffer(0, 0);
    private int offset;
    private int length;
    private long hash;
    private long casFloor;

    /**
     * Points this key at {@code length} bytes of {@code buffer}.
     *
     * @param length 1 to {@link #MAX_LENGTH} bytes
     * @throws IllegalArgumentException if the length is outside of that
     */
    public Key wrap(DirectBuffer buffer, int offset, int length) {
        if (length < 1 || length > MAX_LENGTH) {
            throw new IllegalArgumentException("key of " + length + " bytes");
        }
        this.buffer = buffer;
        this.offset = offset;
        this.length = length;
        this.casFloor = 0;
        this.hash = hash(buffer, offset, length);
        return this;
    }

    /** The hash of a key that lies there; what {@link #hash()} is once it is wrapped. */
    public static long hash(DirectBuffer buffer, int offset, int length) {
        return HASHER.hashBytesToLong(buffer, offset, length, BYTES);
    }

    /**
     * Lets items of this key that have a CAS number up to this one be over, as if they had been flushed. CAS numbers rise with time, so that
     * is what was stored before some moment; one that a client has chosen does not count.
     */
    public Key casFloor(long number) {
        casFloor = number;
        return this;
    }

    /** What {@link #casFloor(long)} was told since the key was wrapped; 0 if nothing. */
    public long casFloor() {
        return casFloor;
    }

    public int length() {
        return length;
    }

    public long hash() {
        return hash;
    }

    /** Whether the same bytes stand in {@code other} at {@code otherOffset}. */
    public boolean equalTo(DirectBuffer other, int otherOffset) {
        int at = 0;
        for (; at + Long.BYTES <= length; at += Long.BYTES) {
            if (buffer.getLong(offset + at) != other.getLong(otherOffset + at)) {
                return false;
            }
        }
        for (; at < length; at++) {
            if (buffer.getByte(offset + at) != other.getByte(otherOffset + at)) {
                return false;
            }
        }
        return true;
    }

    /** Copies the key's bytes to {@code target}. */
    public void copyTo(MutableDirectBuffer target, int targetOffset) {
        buffer.getBytes(offset, target, targetOffset, length);
    }

    /** Reads a buffer in the byte order that the hash is defined in. */
    private static final class BufferBytes implements ByteAccess<DirectBuffer> {
        @Override
        public byte getByte(DirectBuffer data, long index) {
            return data.getByte((int) index);
        }

        @Override
        public int getInt(DirectBuffer data, long index) {
            return data.getInt((int) index, ByteOrder.LITTLE_ENDIAN);
        }

        @Override
        public long getLong(DirectBuffer data, long index) {
            return data.getLong((int) index, ByteOrder.LITTLE_ENDIAN);
        }
    }
}
