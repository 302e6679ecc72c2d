package io.ebbcache.client.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ebbcache.client.operation.RefusedException;
import io.ebbcache.client.operation.Reply;
import io.ebbcache.client.operation.Request;
import io.ebbcache.client.operation.Verb;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ReplyDecoderTest {

    private static final byte[] KEY = "key".getBytes(ISO_8859_1);
    private static final byte[] HELLO = "hello".getBytes(ISO_8859_1);
    private static final Request GET = Request.get(KEY);
    private static final Request TOUCH = Request.touch(KEY, 1);
    private static final Request SET = Request.store(Verb.SET, KEY, 0, HELLO, 0);
    private static final Request ADD = Request.store(Verb.ADD, KEY, 0, HELLO, 0);
    private static final Request CAS = Request.cas(KEY, 0, HELLO, 0, 5);
    private static final Request DELETE = Request.delete(KEY);
    private static final Request DELETE_CAS = Request.delete(KEY, 5);
    private static final Request INCREMENT = Request.count(Verb.INCREMENT, KEY, 1);
    private static final Request MAKE = Request.count(Verb.INCREMENT, KEY, 1, 1, 0);

    private static final int MAX_VALUE_BYTES = 1000;

    static Stream<Arguments> replies() {
        return Stream.of(
                Arguments.of(Protocol.META, GET, "VA 5 f4294967295 c9 O7\r\nhello\r\n", Reply.found(HELLO, -1, 9)),
                Arguments.of(Protocol.META, GET, "VA 0 f0 c18446744073709551615 O7\r\n\r\n", found(0, -1)),
                Arguments.of(
                        Protocol.META,
                        GET,
                        "VA 5 f1 c9 O7 W X Z\r\nhello\r\n",
                        Reply.found(HELLO, 1, 9, true, true, true)),
                Arguments.of(Protocol.META, GET, "EN O7\r\n", Reply.NOT_FOUND),
                Arguments.of(Protocol.META, TOUCH, "HD O7\r\n", Reply.DONE),
                Arguments.of(Protocol.META, TOUCH, "EN O7\r\n", Reply.NOT_FOUND),
                Arguments.of(Protocol.META, SET, "HD c3 O7\r\n", Reply.stored(3)),
                Arguments.of(Protocol.META, SET, "HD O7\r\n", Reply.stored(0)),
                Arguments.of(Protocol.META, ADD, "NS c0 O7\r\n", Reply.NOT_STORED),
                Arguments.of(Protocol.META, CAS, "EX O7\r\n", Reply.EXISTS),
                Arguments.of(Protocol.META, CAS, "NF O7\r\n", Reply.NOT_FOUND),
                Arguments.of(Protocol.META, DELETE, "HD O7\r\n", Reply.DONE),
                Arguments.of(Protocol.META, DELETE, "NF O7\r\n", Reply.NOT_FOUND),
                Arguments.of(Protocol.META, DELETE_CAS, "EX O7\r\n", Reply.EXISTS),
                Arguments.of(Protocol.META, INCREMENT, "VA 20 O7\r\n18446744073709551615\r\n", Reply.counted(-1)),
                Arguments.of(Protocol.META, INCREMENT, "NF O7\r\n", Reply.NOT_FOUND),
                Arguments.of(Protocol.META, MAKE, "NS O7\r\n", Reply.NOT_STORED),
                Arguments.of(Protocol.TEXT, GET, "VALUE key 4294967295 5 9\r\nhello\r\nEND\r\n", found(HELLO, -1, 9)),
                Arguments.of(Protocol.TEXT, GET, "VALUE key 0 0 18446744073709551615\r\n\r\nEND\r\n", found(0, -1)),
                Arguments.of(Protocol.TEXT, GET, "END\r\n", Reply.NOT_FOUND),
                Arguments.of(Protocol.TEXT, TOUCH, "TOUCHED\r\n", Reply.DONE),
                Arguments.of(Protocol.TEXT, TOUCH, "NOT_FOUND\r\n", Reply.NOT_FOUND),
                Arguments.of(Protocol.TEXT, SET, "STORED\r\n", Reply.DONE),
                Arguments.of(Protocol.TEXT, ADD, "NOT_STORED\r\n", Reply.NOT_STORED),
                Arguments.of(Protocol.TEXT, CAS, "EXISTS\r\n", Reply.EXISTS),
                Arguments.of(Protocol.TEXT, CAS, "NOT_FOUND\r\n", Reply.NOT_FOUND),
                Arguments.of(Protocol.TEXT, DELETE, "DELETED\r\n", Reply.DONE),
                Arguments.of(Protocol.TEXT, DELETE, "NOT_FOUND\r\n", Reply.NOT_FOUND),
                Arguments.of(Protocol.TEXT, INCREMENT, "18446744073709551615\r\n", Reply.counted(-1)),
                Arguments.of(Protocol.TEXT, INCREMENT, "NOT_FOUND\r\n", Reply.NOT_FOUND));
    }

    private static Reply found(int flags, long cas) {
        return found(new byte[0], flags, cas);
    }

    private static Reply found(byte[] value, int flags, long cas) {
        return Reply.found(value, flags, cas);
    }

    @ParameterizedTest
    @MethodSource("replies")
    void shouldReadEachReplyWhenItIsWholeAndNotBefore(Protocol protocol, Request request, String wire, Reply expected) {
        ReplyDecoder decoder = protocol.newDecoder(MAX_VALUE_BYTES);
        for (int length = 0; length < wire.length(); length++) {
            ByteBuf in = buffer(wire.substring(0, length));
            assertThat(decoder.decode(in, request, 7))
                    .as("the first %s bytes", length)
                    .isNull();
            assertThat(in.readerIndex()).isZero();
        }
        ByteBuf in = buffer(wire + "EN O8\r\n");
        assertThat(decoder.decode(in, request, 7)).usingRecursiveComparison().isEqualTo(expected);
        assertThat(in.toString(ISO_8859_1)).as("what follows").isEqualTo("EN O8\r\n");
    }

    static Stream<Arguments> nonsense() {
        return Stream.of(
                Arguments.of(Protocol.META, GET, "VA 5 f0 c9 O8\r\nhello\r\n"),
                Arguments.of(Protocol.META, GET, "VA 5 f0 c9\r\nhello\r\n"),
                Arguments.of(Protocol.META, GET, "VA 5 f0 c9 O7x\r\nhello\r\n"),
                Arguments.of(Protocol.META, GET, "VA -1 f0 c9 O7\r\n\r\n"),
                Arguments.of(Protocol.META, GET, "VA f0 c9 O7\r\nhello\r\n"),
                Arguments.of(Protocol.META, GET, "VA 1001 f0 c9 O7\r\n"),
                Arguments.of(Protocol.META, GET, "VA 18446744073709551616 f0 c9 O7\r\n"),
                Arguments.of(Protocol.META, GET, "VA 99999999999999999999999999 f0 c9 O7\r\n"),
                Arguments.of(Protocol.META, GET, "VA 18446744073709551615 f0 c9 O7\r\n"),
                Arguments.of(Protocol.META, GET, "VA 5 f4294967296 c9 O7\r\nhello\r\n"),
                Arguments.of(Protocol.META, GET, "VA 4 f0 c9 O7\r\nhello\r\n"),
                Arguments.of(Protocol.META, GET, "VA 6 f0 c9 O7\r\nhello\r\n\r\n"),
                Arguments.of(Protocol.META, GET, "VA 5 q O7\r\nhello\r\n"),
                Arguments.of(Protocol.META, GET, "VA 5 O7\nhello\r\n"),
                Arguments.of(Protocol.META, GET, "HD O7\r\n"),
                Arguments.of(Protocol.META, GET, "NF O7\r\n"),
                Arguments.of(Protocol.META, GET, "EN\r\n"),
                Arguments.of(Protocol.META, GET, "END\r\n"),
                Arguments.of(Protocol.META, GET, "ERROR\r\n"),
                Arguments.of(Protocol.META, GET, "\r\n"),
                Arguments.of(Protocol.META, GET, "\n"),
                Arguments.of(Protocol.META, GET, "MN\r\n"),
                Arguments.of(Protocol.META, GET, "CLIENT_ERROR bad command line format\r\n"),
                Arguments.of(Protocol.META, GET, "CLIENT_ERROR cannot increment or decrement non-numeric value\r\n"),
                Arguments.of(Protocol.META, GET, "x".repeat(LineReader.MOST_BYTES)),
                Arguments.of(Protocol.META, SET, "EX O7\r\n"),
                Arguments.of(Protocol.META, SET, "VA 5 O7\r\nhello\r\n"),
                Arguments.of(Protocol.META, INCREMENT, "VA 5 O7\r\nhello\r\n"),
                Arguments.of(Protocol.META, INCREMENT, "VA 3 O7\r\n5\r\n\r\n"),
                Arguments.of(Protocol.META, INCREMENT, "VA 21 O7\r\n018446744073709551615\r\n"),
                Arguments.of(Protocol.META, INCREMENT, "NS O7\r\n"),
                Arguments.of(Protocol.TEXT, GET, "VALUE other 0 5 9\r\nhello\r\nEND\r\n"),
                Arguments.of(Protocol.TEXT, GET, "VALUE keys 0 5 9\r\nhello\r\nEND\r\n"),
                Arguments.of(Protocol.TEXT, GET, "VALUE key 0 5\r\nhello\r\nEND\r\n"),
                Arguments.of(Protocol.TEXT, GET, "VALUE key 0 -5 9\r\nhello\r\nEND\r\n"),
                Arguments.of(Protocol.TEXT, GET, "VALUE key 0 1001 9\r\n"),
                Arguments.of(Protocol.TEXT, GET, "VALUE key 0 4 9\r\nhello\r\nEND\r\n"),
                Arguments.of(Protocol.TEXT, GET, "VALUE key 0 5 9\r\nhello\r\nVALUE key 0 5 9\r\n"),
                Arguments.of(Protocol.TEXT, GET, "STORED\r\n"),
                Arguments.of(Protocol.TEXT, GET, "ERROR\r\n"),
                Arguments.of(Protocol.TEXT, GET, "CLIENT_ERROR line too long\r\n"),
                Arguments.of(Protocol.TEXT, GET, "y".repeat(LineReader.MOST_BYTES + 1)),
                Arguments.of(Protocol.TEXT, SET, "END\r\n"),
                Arguments.of(Protocol.TEXT, SET, "STORED \r\n"),
                Arguments.of(Protocol.TEXT, INCREMENT, "12x\r\n"),
                Arguments.of(Protocol.TEXT, INCREMENT, "18446744073709551616\r\n"));
    }

    @ParameterizedTest
    @MethodSource("nonsense")
    void shouldNotBelieveNonsense(Protocol protocol, Request request, String wire) {
        assertThatThrownBy(() -> protocol.newDecoder(MAX_VALUE_BYTES).decode(buffer(wire), request, 7))
                .isInstanceOf(UnreadableReplyException.class);
    }

    @ParameterizedTest
    @EnumSource
    void shouldGoOnAfterARefusal(Protocol protocol) {
        ByteBuf in = buffer("SERVER_ERROR object too large for cache\r\n"
                + "CLIENT_ERROR cannot increment or decrement non-numeric value\r\nrest");
        ReplyDecoder decoder = protocol.newDecoder(MAX_VALUE_BYTES);
        assertThatThrownBy(() -> decoder.decode(in, SET, 7))
                .isInstanceOf(RefusedException.class)
                .hasMessage("SERVER_ERROR object too large for cache");
        assertThatThrownBy(() -> decoder.decode(in, INCREMENT, 8))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("non-numeric");
        assertThat(in.toString(ISO_8859_1)).isEqualTo("rest");
    }

    @ParameterizedTest
    @EnumSource
    void shouldEitherReadOrRefuseWhateverComes(Protocol protocol) {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String[] parts = {"VA ", "HD", " O7", "\r\n", "EN", "VALUE key ", "5", " ", "hello", "END", "-", "\0", "c9", "f"
        };
        ReplyDecoder decoder = protocol.newDecoder(MAX_VALUE_BYTES);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder wire = new StringBuilder();
            for (int p = random.nextInt(12); p >= 0; p--) {
                wire.append(parts[random.nextInt(parts.length)]);
            }
            ByteBuf in = buffer(wire.toString());
            Request request = random.nextBoolean() ? GET : INCREMENT;
            try {
                Reply reply = decoder.decode(in, request, 7);
                assertThat(reply == null).as("seed %s, %s", seed, wire).isEqualTo(in.readerIndex() == 0);
            } catch (UnreadableReplyException e) {
                assertThat(e.getMessage()).doesNotContain("\r").doesNotContain("\0");
            }
        }
    }

    @Test
    void shouldReadTheReplyToFlush() {
        assertThat(Flush.decode(buffer("OK"))).isNull();
        assertThat(Flush.decode(buffer("OK\r\n"))).isEqualTo(Reply.DONE);
        assertThatThrownBy(() -> Flush.decode(buffer("CLIENT_ERROR flush_all not allowed\r\n")))
                .isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> Flush.decode(buffer("OKAY\r\n"))).isInstanceOf(UnreadableReplyException.class);
    }

    private static ByteBuf buffer(String wire) {
        return Unpooled.copiedBuffer(wire, ISO_8859_1);
    }
}
