package io.ebbcache.bench.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class RequestWriterTest {
    private static final int AT = 5;
    private static final long[] KEYS = {0, 1, 123_456_789_012L, 42};
    private static final String LONG_KEY = "ebb:123456789012";

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[1_024]);

    @Test
    void shouldWriteText() {
        RequestWriter text = WireProtocol.TEXT.requests(60);
        assertThat(written(text.get(buffer, AT, 7))).isEqualTo("get ebb:000000000007\r\n");
        assertThat(written(text.getMany(buffer, AT, KEYS, 1, 2)))
                .isEqualTo("get ebb:000000000001 " + LONG_KEY + "\r\n");
        assertThat(written(text.set(buffer, AT, 7, 3, 9))).matches("(?s)set ebb:000000000007 0 60 3\r\n...\r\n");
    }

    @Test
    void shouldWriteMeta() {
        RequestWriter meta = WireProtocol.META.requests(60);
        assertThat(written(meta.get(buffer, AT, 7))).isEqualTo("mg ebb:000000000007 v\r\n");
        assertThat(written(meta.getMany(buffer, AT, KEYS, 1, 2)))
                .isEqualTo("mg ebb:000000000001 v k q\r\nmg " + LONG_KEY + " v k q\r\nmn\r\n");
        assertThat(written(meta.set(buffer, AT, 7, 3, 9))).matches("(?s)ms ebb:000000000007 3 T60\r\n...\r\n");
        assertThat(written(WireProtocol.META.requests(0).set(buffer, AT, 7, 3, 9)))
                .matches("(?s)ms ebb:000000000007 3\r\n...\r\n");
    }

    @Test
    void shouldWriteBinary() {
        RequestWriter binary = WireProtocol.BINARY.requests(60);
        ByteBuffer get = ByteBuffer.wrap(written(binary.get(buffer, AT, 7)).getBytes(ISO_8859_1));
        assertThat(get.get(0)).isEqualTo(BinaryHeader.REQUEST);
        assertThat(get.getShort(BinaryHeader.KEY_LENGTH)).isEqualTo((short) 16);
        assertThat(get.getInt(BinaryHeader.BODY_LENGTH)).isEqualTo(16);
        assertThat(get.capacity()).isEqualTo(BinaryHeader.BYTES + 16);

        ByteBuffer set =
                ByteBuffer.wrap(written(binary.set(buffer, AT, 7, 3, 9)).getBytes(ISO_8859_1));
        assertThat(set.get(BinaryHeader.OPCODE)).isEqualTo((byte) 1);
        assertThat(set.get(BinaryHeader.EXTRAS_LENGTH)).isEqualTo((byte) 8);
        assertThat(set.getInt(BinaryHeader.BODY_LENGTH)).isEqualTo(8 + 16 + 3);
        assertThat(set.getInt(BinaryHeader.BYTES + Integer.BYTES)).isEqualTo(60);
    }

    @Test
    void shouldStayBelowTheRoomItAsksFor() {
        for (WireProtocol protocol : WireProtocol.values()) {
            RequestWriter writer = protocol.requests(Integer.MAX_VALUE);
            assertThat(writer.set(buffer, 0, KEYS[2], 100, Long.MAX_VALUE)).isLessThan(100 + writer.overheadBytes(1));
            assertThat(writer.getMany(buffer, 0, KEYS, 0, 4)).isLessThanOrEqualTo(writer.overheadBytes(4));
        }
    }

    @Test
    void shouldReadItsOwnKeys() {
        for (long key : KEYS) {
            KeyText.put(buffer, AT, key);
            assertThat(KeyText.parse(buffer, AT)).isEqualTo(key);
        }
        buffer.putByte(AT + KeyText.BYTES - 1, (byte) 'x');
        assertThat(KeyText.parse(buffer, AT)).isEqualTo(KeyText.NO_KEY);
    }

    private String written(int end) {
        byte[] bytes = new byte[end - AT];
        buffer.getBytes(AT, bytes);
        return new String(bytes, ISO_8859_1);
    }
}
