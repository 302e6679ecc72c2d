package io.ebbcache.server.protocol.binary;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A packet to send or to expect, its bytes written as ISO 8859-1 characters. Lengths are those of the parts unless they were
 * set to something else.
 */
public record Packet(
        int magic,
        int opcode,
        int status,
        String extras,
        String key,
        String value,
        long cas,
        @Nullable Integer keyLength,
        @Nullable Integer extrasLength,
        @Nullable Long bodyLength) {

    static final int OPAQUE = 0xdeadbeef;

    public static Packet request(int opcode) {
        return new Packet(0x80, opcode, 0, "", "", "", 0, null, null, null);
    }

    public static Packet request(int opcode, String key) {
        return request(opcode).key(key);
    }

    public static Packet reply(int opcode) {
        return new Packet(0x81, opcode, 0, "", "", "", 0, null, null, null);
    }

    public static Packet reply(int opcode, int code, String text) {
        return reply(opcode).status(code).value(text);
    }

    public Packet magic(int first) {
        return new Packet(first, opcode, status, extras, key, value, cas, keyLength, extrasLength, bodyLength);
    }

    public Packet status(int code) {
        return new Packet(magic, opcode, code, extras, key, value, cas, keyLength, extrasLength, bodyLength);
    }

    /** Extras of 32 bits each. */
    public Packet ints(int... words) {
        ByteBuffer bytes = ByteBuffer.allocate(words.length * Integer.BYTES);
        for (int word : words) {
            bytes.putInt(word);
        }
        return extras(text(bytes));
    }

    /** Extras of increment and decrement. */
    public Packet number(long delta, long initial, int exptime) {
        return extras(
                text(ByteBuffer.allocate(20).putLong(delta).putLong(initial).putInt(exptime)));
    }

    public Packet extras(String bytes) {
        return new Packet(magic, opcode, status, bytes, key, value, cas, keyLength, extrasLength, bodyLength);
    }

    public Packet key(String bytes) {
        return new Packet(magic, opcode, status, extras, bytes, value, cas, keyLength, extrasLength, bodyLength);
    }

    public Packet value(String bytes) {
        return new Packet(magic, opcode, status, extras, key, bytes, cas, keyLength, extrasLength, bodyLength);
    }

    /** A value of 64 bits. */
    public Packet value(long number) {
        return value(text(ByteBuffer.allocate(Long.BYTES).putLong(number)));
    }

    public Packet cas(long number) {
        return new Packet(magic, opcode, status, extras, key, value, number, keyLength, extrasLength, bodyLength);
    }

    /** In a reply: some CAS number. */
    Packet someCas() {
        return cas(PacketScript.SOME_CAS);
    }

    public Packet keyLength(int length) {
        return new Packet(magic, opcode, status, extras, key, value, cas, length, extrasLength, bodyLength);
    }

    public Packet extrasLength(int length) {
        return new Packet(magic, opcode, status, extras, key, value, cas, keyLength, length, bodyLength);
    }

    public Packet bodyLength(long length) {
        return new Packet(magic, opcode, status, extras, key, value, cas, keyLength, extrasLength, length);
    }

    public String bytes() {
        String body = extras + key + value;
        ByteBuffer header = ByteBuffer.allocate(24)
                .put((byte) magic)
                .put((byte) opcode)
                .putShort((short) (keyLength == null ? key.length() : keyLength))
                .put((byte) (extrasLength == null ? extras.length() : extrasLength))
                .put((byte) 0)
                .putShort((short) status)
                .putInt((int) (bodyLength == null ? body.length() : bodyLength))
                .putInt(OPAQUE)
                .putLong(cas);
        return text(header) + body;
    }

    private static String text(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.capacity()];
        bytes.get(0, copy);
        return new String(copy, StandardCharsets.ISO_8859_1);
    }
}
