package io.ebbcache.server.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Replies in packets. */
public final class PacketReplyRules implements ReplyRules {

    private static final int HEADER_BYTES = 24;
    private static final int REPLY_MAGIC = 0x81;
    private static final int KEY_LENGTH = 2;
    private static final int EXTRAS_LENGTH = 4;
    private static final int BODY_LENGTH = 8;

    @Override
    public void check(String replies) {
        ByteBuffer bytes = ByteBuffer.wrap(replies.getBytes(StandardCharsets.ISO_8859_1));
        int at = 0;
        while (at < bytes.capacity()) {
            assertThat(bytes.capacity() - at).isGreaterThanOrEqualTo(HEADER_BYTES);
            assertThat(bytes.get(at) & 0xff).isEqualTo(REPLY_MAGIC);
            int body = bytes.getInt(at + BODY_LENGTH);
            assertThat(bytes.getShort(at + KEY_LENGTH) + bytes.get(at + EXTRAS_LENGTH))
                    .isBetween(0, body);
            at += HEADER_BYTES + body;
            assertThat(at).isLessThanOrEqualTo(bytes.capacity());
        }
    }

    /** Statistics tell the time. */
    @Override
    public boolean areRepeatable(String request, String replies) {
        return !replies.contains("rusage_user");
    }
}
