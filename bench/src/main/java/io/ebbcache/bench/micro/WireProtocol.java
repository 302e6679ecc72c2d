package io.ebbcache.bench.micro;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;

/** The requests of a client, in each protocol, as it would send them. */
public enum WireProtocol {
    /** {@code get} and {@code set}. */
    TEXT {
        @Override
        void get(ByteBuffer out, String key) {
            put(out, "get " + key + "\r\n");
        }

        @Override
        void set(ByteBuffer out, String key, byte[] value) {
            put(out, "set " + key + " 0 0 " + value.length + "\r\n");
            out.put(value);
            put(out, "\r\n");
        }
    },
    /** {@code mg} for the value and {@code ms}. */
    META {
        @Override
        void get(ByteBuffer out, String key) {
            put(out, "mg " + key + " v\r\n");
        }

        @Override
        void set(ByteBuffer out, String key, byte[] value) {
            put(out, "ms " + key + " " + value.length + "\r\n");
            out.put(value);
            put(out, "\r\n");
        }
    },
    /** The packets of get and set. */
    BINARY {
        @Override
        void get(ByteBuffer out, String key) {
            header(out, 0, key.length(), 0, key.length());
            put(out, key);
        }

        @Override
        void set(ByteBuffer out, String key, byte[] value) {
            header(out, 1, key.length(), 2 * Integer.BYTES, 2 * Integer.BYTES + key.length() + value.length);
            out.putInt(0).putInt(0); // flags, expiry
            put(out, key);
            out.put(value);
        }
    };

    private static final int REQUEST_ROOM_BYTES = 128;

    abstract void get(ByteBuffer out, String key);

    abstract void set(ByteBuffer out, String key, byte[] value);

    /** Gets of items, one behind the other. */
    UnsafeBuffer gets(int[] items) {
        ByteBuffer out = ByteBuffer.allocate(items.length * REQUEST_ROOM_BYTES);
        for (int item : items) {
            get(out, MeasuredStore.keyText(item));
        }
        return direct(out);
    }

    /** Sets of items, one behind the other. */
    UnsafeBuffer sets(int[] items, byte[] value) {
        ByteBuffer out = ByteBuffer.allocate(items.length * (REQUEST_ROOM_BYTES + value.length));
        for (int item : items) {
            set(out, MeasuredStore.keyText(item), value);
        }
        return direct(out);
    }

    private static UnsafeBuffer direct(ByteBuffer requests) {
        requests.flip();
        return new UnsafeBuffer(
                ByteBuffer.allocateDirect(requests.remaining()).put(requests).flip());
    }

    private static void header(ByteBuffer out, int opcode, int keyLength, int extrasLength, int bodyLength) {
        out.put((byte) 0x80).put((byte) opcode).putShort((short) keyLength);
        out.put((byte) extrasLength).put((byte) 0).putShort((short) 0);
        out.putInt(bodyLength).putInt(0).putLong(0); // opaque, CAS number
    }

    private static void put(ByteBuffer out, String text) {
        out.put(text.getBytes(StandardCharsets.US_ASCII));
    }
}
