package io.ebbcache.server.differential;

import io.ebbcache.server.protocol.binary.Packet;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The binary protocol. */
final class PacketWire implements Wire {

    private static final int FLUSH = 0x08;
    private static final int NOOP = 0x0a;
    private static final int VERSION = 0x0b;
    private static final int HEADER_BYTES = 24;
    private static final int BODY_LENGTH = 8;
    private static final int OPAQUE = 12;
    private static final int CAS = 16;

    @Override
    public Request flush() {
        return Request.of(Packet.request(FLUSH).bytes());
    }

    @Override
    public String end(int number) {
        return numbered(Packet.request(NOOP), number);
    }

    @Override
    public String endReply(int number) {
        return numbered(Packet.reply(NOOP), number);
    }

    private static String numbered(Packet packet, int number) {
        String bytes = packet.bytes();
        return bytes.substring(0, OPAQUE) + bigEndian(number, Integer.BYTES) + bytes.substring(CAS);
    }

    @Override
    public String number(long cas) {
        return bigEndian(cas, Long.BYTES);
    }

    private static String bigEndian(long number, int bytes) {
        StringBuilder text = new StringBuilder();
        for (int shift = (bytes - 1) * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            text.append((char) (number >>> shift & 0xff));
        }
        return text.toString();
    }

    /** The bytes of a packet with a CAS number that takes the place of a {@link CasNumbers#mark}. */
    static String marked(Packet packet, String mark) {
        String bytes = packet.bytes();
        return bytes.substring(0, CAS) + mark + bytes.substring(HEADER_BYTES);
    }

    @Override
    public List<String> parts(String replies, CasNumbers numbers) {
        ByteBuffer bytes = ByteBuffer.wrap(replies.getBytes(StandardCharsets.ISO_8859_1));
        List<String> parts = new ArrayList<>();
        int at = 0;
        while (at + HEADER_BYTES <= replies.length()) {
            int end = Math.min(replies.length(), at + HEADER_BYTES + bytes.getInt(at + BODY_LENGTH));
            boolean version = bytes.get(at + 1) == VERSION;
            parts.add("%s cas %s: %s"
                    .formatted(
                            hex(replies.substring(at, at + CAS)),
                            numbers.name(bytes.getLong(at + CAS)),
                            version ? "version" : replies.substring(at + HEADER_BYTES, end)));
            at = end;
        }
        if (at < replies.length()) {
            parts.add(replies.substring(at));
        }
        return parts;
    }

    private static String hex(String bytes) {
        StringBuilder hex = new StringBuilder();
        for (int i = 0; i < bytes.length(); i++) {
            hex.append(i % Integer.BYTES == 0 && i > 0 ? " " : "").append("%02x".formatted((int) bytes.charAt(i)));
        }
        return hex.toString();
    }

    /** Header in hexadecimal, then the CAS number and the body; where the CAS number is a mark, that is one character. */
    @Override
    public String show(String bytes) {
        return hex(bytes.substring(0, CAS)) + " " + Shown.text(bytes.substring(CAS));
    }
}
