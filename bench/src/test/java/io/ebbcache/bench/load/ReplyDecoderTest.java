package io.ebbcache.bench.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Replies cut at every place: between any two bytes, and between all of them. */
class ReplyDecoderTest {
    private static final String ONE = "ebb:000000000001";
    private static final String TWO = "ebb:000000000002";

    static Stream<Arguments> replies() {
        return Stream.of(
                Arguments.of(
                        WireProtocol.TEXT,
                        "VALUE " + ONE + " 0 5\r\nhe\r\no\r\nEND\r\n" + "END\r\n" + "STORED\r\nNOT_STORED\r\n"
                                + "VALUE " + ONE + " 7 0\r\n\r\nVALUE " + TWO + " 0 3\r\nEND\r\nEND\r\n"
                                + "SERVER_ERROR out of memory\r\nSTORED\r\n",
                        List.of(
                                "value 1 he\r\no",
                                "GOT",
                                "GOT",
                                "STORED",
                                "NOT_STORED",
                                "value 1 ",
                                "value 2 END",
                                "GOT",
                                "failed SERVER_ERROR out of memory",
                                "STORED")),
                Arguments.of(
                        WireProtocol.META,
                        "VA 5\r\nVA 5\n\r\nEN\r\nHD\r\nNS\r\nVA 2 k" + ONE + "\r\nhi\r\nVA 2 k" + TWO
                                + "\r\nho\r\nMN\r\nMN\r\nCLIENT_ERROR bad\r\nHD\r\n",
                        List.of(
                                "value -1 VA 5\n",
                                "GOT",
                                "GOT",
                                "STORED",
                                "NOT_STORED",
                                "value 1 hi",
                                "value 2 ho",
                                "GOT",
                                "GOT",
                                "failed CLIENT_ERROR bad",
                                "STORED")),
                Arguments.of(
                        WireProtocol.BINARY,
                        packet(0x00, 0, "", "hello")
                                + packet(0x00, 1, null, "Not found")
                                + packet(0x01, 0, null, "")
                                + packet(0x0d, 0, ONE, "hi")
                                + packet(0x0d, 0, TWO, "")
                                + packet(0x0a, 0, null, "")
                                + packet(0x01, 5, null, "Not stored")
                                + packet(0x01, 0x82, null, "Out of memory")
                                + packet(0x00, 0, "", "x"),
                        List.of(
                                "value -1 hello",
                                "GOT",
                                "GOT",
                                "STORED",
                                "value 1 hi",
                                "value 2 ",
                                "GOT",
                                "NOT_STORED",
                                "failed status 130",
                                "value -1 x",
                                "GOT")));
    }

    @ParameterizedTest
    @MethodSource("replies")
    void shouldReadRepliesCutAnywhere(WireProtocol protocol, String wire, List<String> events) throws Exception {
        byte[] bytes = wire.getBytes(ISO_8859_1);
        for (int cut = 0; cut <= bytes.length; cut++) {
            assertThat(decode(protocol, bytes, cut)).as("cut at " + cut).isEqualTo(events);
        }
        int[] everywhere = new int[bytes.length];
        for (int i = 0; i < everywhere.length; i++) {
            everywhere[i] = i;
        }
        assertThat(decode(protocol, bytes, everywhere)).as("byte by byte").isEqualTo(events);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"HTTP/1.1 400 Bad Request\r\n", "VALUE x 0 5\r\n", "VALUE ebb:000000000001 0 5x\r\n", "VA x\r\n"
            })
    void shouldRefuseWhatIsNoReply(String line) {
        assertThatExceptionOfType(UnreadableReplyException.class)
                .isThrownBy(() -> decode(WireProtocol.TEXT, line.getBytes(ISO_8859_1)));
    }

    @ParameterizedTest
    @ValueSource(ints = {600, 5_000})
    void shouldRefuseALineWithoutEnd(int length) {
        assertThatExceptionOfType(UnreadableReplyException.class)
                .isThrownBy(() -> decode(WireProtocol.META, "x".repeat(length).getBytes(ISO_8859_1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0080", "HTTP/1.1 400 Bad Request"})
    void shouldRefuseWhatIsNoPacket(String begin) {
        byte[] bytes = (begin + "\0".repeat(BinaryHeader.BYTES)).getBytes(ISO_8859_1);
        assertThatExceptionOfType(UnreadableReplyException.class).isThrownBy(() -> decode(WireProtocol.BINARY, bytes));
    }

    /** Feeds a decoder as a connection does: what it leaves comes again, before what follows. */
    private static List<String> decode(WireProtocol protocol, byte[] bytes, int... cuts) throws Exception {
        Events events = new Events();
        ReplyDecoder decoder = protocol.replies(events);
        int read = 0;
        for (int i = 0; i <= cuts.length; i++) {
            int end = i < cuts.length ? cuts[i] : bytes.length;
            byte[] piece = Arrays.copyOfRange(bytes, read, end);
            read += decoder.decode(new UnsafeBuffer(piece), 0, piece.length);
        }
        assertThat(read).isEqualTo(bytes.length);
        return events.seen;
    }

    /** A reply; extras of four bytes come with a hit, whose key is never null. */
    private static String packet(int opcode, int status, @Nullable String key, String value) {
        int extras = key == null ? 0 : 4;
        String name = key == null ? "" : key;
        ByteBuffer packet = ByteBuffer.allocate(BinaryHeader.BYTES + extras);
        packet.put(BinaryHeader.REPLY).put((byte) opcode).putShort((short) name.length());
        packet.put((byte) extras).put((byte) 0).putShort((short) status);
        packet.putInt(extras + name.length() + value.length());
        return new String(packet.array(), ISO_8859_1) + name + value;
    }

    private static final class Events implements ReplySink {
        private final List<String> seen = new ArrayList<>();
        private final StringBuilder value = new StringBuilder();

        @Override
        public void value(long key, int length) {
            value.setLength(0);
            value.append("value ").append(key).append(' ');
        }

        @Override
        public void valueBytes(DirectBuffer buffer, int from, int count) {
            byte[] bytes = new byte[count];
            buffer.getBytes(from, bytes);
            value.append(new String(bytes, ISO_8859_1));
        }

        @Override
        public void valueEnds() {
            seen.add(value.toString());
        }

        @Override
        public void answered(Answer answer) {
            seen.add(answer.name());
        }

        @Override
        public void failed(String text) {
            seen.add("failed " + text);
        }
    }
}
