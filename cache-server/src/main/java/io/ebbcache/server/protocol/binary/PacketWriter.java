package io.ebbcache.server.protocol.binary;

import io.ebbcache.server.command.ReplyBuffer;
import org.agrona.DirectBuffer;

/** Writes replies to the request whose header it knows. Room for them was asked for before. */
final class PacketWriter {

    private final RequestHeader request;
    private final ReplyBuffer replies;

    PacketWriter(RequestHeader request, ReplyBuffer replies) {
        this.request = request;
        this.replies = replies;
    }

    ReplyBuffer replies() {
        return replies;
    }

    /** What stands before extras, key and value of so many bytes. */
    void header(PacketStatus status, int extrasLength, int keyLength, int bodyLength, long cas) {
        replies.putLong((long) PacketLayout.REPLY << 56
                | (long) request.opcode() << 48
                | (long) keyLength << 32
                | (long) extrasLength << 24
                | status.code());
        replies.putLong((long) bodyLength << 32 | Integer.toUnsignedLong(request.opaque()));
        replies.putLong(cas);
    }

    /** It is done, and there is nothing more to tell than the CAS number, if any; silence, where that was asked for. */
    void done(long cas) {
        if (!request.isQuiet()) {
            header(PacketStatus.OK, 0, 0, 0, cas);
        }
    }

    /** A status with its words. */
    void error(PacketStatus status) {
        header(status, 0, 0, status.textLength(), 0);
        replies.put(status.text());
    }

    /** A miss that names its key instead. */
    void missOf(DirectBuffer buffer, int keyOffset, int keyLength) {
        header(PacketStatus.NOT_FOUND, 0, keyLength, keyLength, 0);
        replies.put(buffer, keyOffset, keyLength);
    }

    /** A text of at most a hundred ASCII characters as value. */
    void text(PacketStatus status, String text) {
        header(status, 0, 0, text.length(), 0);
        replies.put(text);
    }

    /** A number as value. */
    void number(long number, long cas) {
        header(PacketStatus.OK, 0, 0, Long.BYTES, cas);
        replies.putLong(number);
    }

    /** Flags as extras. */
    void flags(int flags, long cas) {
        header(PacketStatus.OK, PacketLayout.FLAGS_EXTRAS_BYTES, 0, PacketLayout.FLAGS_EXTRAS_BYTES, cas);
        replies.putInt(flags);
    }
}
