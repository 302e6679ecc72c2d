package io.ebbcache.server.protocol.binary;

import io.ebbcache.server.protocol.Exchange;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a client sends in one conversation, and the exact bytes that come back. Bytes are written as ISO 8859-1 characters.
 *
 * @param closes whether the server closes the connection after the reply
 * @param onlyHere whether memcached 1.6.18 is not asked, for reasons that the name tells
 */
public record PacketScript(String name, String request, String reply, boolean closes, boolean onlyHere)
        implements Exchange {

    /** What stands in expected replies for the CAS number of an item. */
    static final long SOME_CAS = 1;

    private static final int CAS = 16;
    private static final int KEY_LENGTH = 2;
    private static final int BODY_LENGTH = 8;
    private static final int HEADER_BYTES = 24;

    static PacketScript script(String name) {
        return new PacketScript(name, "", "", false, false);
    }

    PacketScript send(Packet... packets) {
        StringBuilder all = new StringBuilder(request);
        for (Packet packet : packets) {
            all.append(packet.bytes());
        }
        return new PacketScript(name, all.toString(), reply, closes, onlyHere);
    }

    PacketScript expect(Packet... packets) {
        StringBuilder all = new StringBuilder(reply);
        for (Packet packet : packets) {
            all.append(packet.bytes());
        }
        return new PacketScript(name, request, all.toString(), closes, onlyHere);
    }

    /** The server closes the connection then. */
    PacketScript expectClose() {
        return new PacketScript(name, request, reply, true, onlyHere);
    }

    /** memcached, whose older version does something else, is not asked. */
    PacketScript notOlder() {
        return new PacketScript(name, request, reply, closes, true);
    }

    @Override
    public String comparable(String replies) {
        return withoutCas(replies);
    }

    /** Replies with the CAS numbers of items made the same. */
    static String withoutCas(String replies) {
        byte[] bytes = replies.getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer view = ByteBuffer.wrap(bytes);
        int at = 0;
        while (at >= 0 && at + HEADER_BYTES <= bytes.length) {
            if (view.getLong(at + CAS) != 0) {
                view.putLong(at + CAS, SOME_CAS);
            }
            int next = at + HEADER_BYTES + view.getInt(at + BODY_LENGTH);
            at = next > at ? next : -1;
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** The keys of replies, one after the other; all are whole, of this opcode, and went well. */
    public static List<String> keys(int opcode, String replies) {
        ByteBuffer view = ByteBuffer.wrap(replies.getBytes(StandardCharsets.ISO_8859_1));
        List<String> keys = new ArrayList<>();
        for (int at = 0; at < replies.length(); at += HEADER_BYTES + view.getInt(at + BODY_LENGTH)) {
            int keyLength = view.getShort(at + KEY_LENGTH);
            int behindHeader = at + HEADER_BYTES;
            String header = replies.substring(at, behindHeader);
            String expected = Packet.reply(opcode)
                    .keyLength(keyLength)
                    .bodyLength(view.getInt(at + BODY_LENGTH))
                    .bytes();
            if (!header.equals(expected)) {
                throw new IllegalArgumentException("not a good reply at " + at + ": " + header);
            }
            keys.add(replies.substring(behindHeader, behindHeader + keyLength));
        }
        return keys;
    }

    @Override
    public String toString() {
        return name;
    }
}
