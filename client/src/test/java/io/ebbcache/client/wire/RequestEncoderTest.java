package io.ebbcache.client.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ebbcache.client.operation.Request;
import io.ebbcache.client.operation.UnsupportedRequestException;
import io.ebbcache.client.operation.Verb;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class RequestEncoderTest {

    private static final byte[] KEY = "key".getBytes(ISO_8859_1);
    private static final byte[] VALUE = "hello".getBytes(ISO_8859_1);

    static Stream<Arguments> requests() {
        return Stream.of(
                Arguments.of(Request.get(KEY), "mg key v f c O7\r\n", "gets key\r\n"),
                Arguments.of(
                        Request.get(KEY, new Request.Claim(30, 10)), "mg key v f c N30 R10 O7\r\n", "gets key\r\n"),
                Arguments.of(Request.get(KEY, new Request.Claim(30, 0)), "mg key v f c N30 O7\r\n", "gets key\r\n"),
                Arguments.of(Request.getAndTouch(KEY, 60), "mg key v f c T60 O7\r\n", "gats 60 key\r\n"),
                Arguments.of(Request.getAndTouch(KEY, 0), "mg key v f c T0 O7\r\n", "gats 0 key\r\n"),
                Arguments.of(Request.touch(KEY, 60), "mg key T60 O7\r\n", "touch key 60\r\n"),
                Arguments.of(store(Verb.SET, 0, 0), "ms key 5 c O7\r\nhello\r\n", "set key 0 0 5\r\nhello\r\n"),
                Arguments.of(
                        store(Verb.SET, -1, 60),
                        "ms key 5 T60 F4294967295 c O7\r\nhello\r\n",
                        "set key 4294967295 60 5\r\nhello\r\n"),
                Arguments.of(store(Verb.ADD, 1, 0), "ms key 5 F1 ME c O7\r\nhello\r\n", "add key 1 0 5\r\nhello\r\n"),
                Arguments.of(
                        store(Verb.REPLACE, 0, 0), "ms key 5 MR c O7\r\nhello\r\n", "replace key 0 0 5\r\nhello\r\n"),
                Arguments.of(
                        store(Verb.APPEND, 0, 0), "ms key 5 MA c O7\r\nhello\r\n", "append key 0 0 5\r\nhello\r\n"),
                Arguments.of(
                        store(Verb.PREPEND, 0, 0), "ms key 5 MP c O7\r\nhello\r\n", "prepend key 0 0 5\r\nhello\r\n"),
                Arguments.of(
                        Request.cas(KEY, 0, VALUE, 0, -1),
                        "ms key 5 C18446744073709551615 c O7\r\nhello\r\n",
                        "cas key 0 0 5 18446744073709551615\r\nhello\r\n"),
                Arguments.of(
                        Request.cas(KEY, 0, VALUE, 0, 0),
                        "ms key 5 C0 c O7\r\nhello\r\n",
                        "cas key 0 0 5 0\r\nhello\r\n"),
                Arguments.of(Request.delete(KEY), "md key O7\r\n", "delete key\r\n"),
                Arguments.of(Request.invalidate(KEY, 30), "md key I T30 O7\r\n", "delete key\r\n"),
                Arguments.of(Request.count(Verb.INCREMENT, KEY, 1), "ma key v D1 O7\r\n", "incr key 1\r\n"),
                Arguments.of(
                        Request.count(Verb.DECREMENT, KEY, Long.MIN_VALUE),
                        "ma key v D9223372036854775808 MD O7\r\n",
                        "decr key 9223372036854775808\r\n"));
    }

    private static Request store(Verb verb, int flags, long expiry) {
        return Request.store(verb, KEY, flags, VALUE, expiry);
    }

    @ParameterizedTest
    @MethodSource("requests")
    void shouldWriteEachRequest(Request request, String meta, String text) {
        assertThat(encode(Protocol.META, request)).isEqualTo(meta);
        assertThat(encode(Protocol.TEXT, request)).isEqualTo(text);
    }

    @Test
    void shouldWriteWhatOnlyMetaHas() {
        assertThat(encode(Protocol.META, Request.delete(KEY, 9))).isEqualTo("md key C9 O7\r\n");
        assertThat(encode(Protocol.META, Request.count(Verb.DECREMENT, KEY, 2, 100, 60)))
                .isEqualTo("ma key v D2 MD N60 J100 O7\r\n");
        byte[] key = {0, ' ', 'a', '\r', '\n'};
        assertThat(encode(Protocol.META, Request.get(key))).isEqualTo("mg ACBhDQo= b v f c O7\r\n");
        assertThat(encode(Protocol.META, Request.store(Verb.SET, key, 0, VALUE, 0)))
                .isEqualTo("ms ACBhDQo= 5 b c O7\r\nhello\r\n");
    }

    @Test
    void shouldRefuseWhatTextHasNot() {
        assertRefused(Protocol.TEXT, Request.get("a b".getBytes(ISO_8859_1)));
        assertRefused(Protocol.TEXT, Request.delete(KEY, 9));
        assertRefused(Protocol.TEXT, Request.count(Verb.INCREMENT, KEY, 2, 100, 60));
    }

    @ParameterizedTest
    @EnumSource
    void shouldRefuseKeysThatNobodyHas(Protocol protocol) {
        assertRefused(protocol, Request.get(new byte[0]));
        assertRefused(protocol, Request.get("k".repeat(251).getBytes(ISO_8859_1)));
    }

    @Test
    void shouldRefuseKeysThatAreTooLongInBase64() {
        byte[] longest = new byte[186];
        assertThat(encode(Protocol.META, Request.get(longest))).startsWith("mg " + "A".repeat(248) + " b ");
        assertRefused(Protocol.META, Request.get(new byte[187]));
    }

    @ParameterizedTest
    @EnumSource
    void shouldNeverLetAnExpiryWrapAround(Protocol protocol) {
        assertThat(encode(protocol, Request.touch(KEY, 4_000_000_000L))).contains("2147483647");
        assertThat(encode(protocol, Request.touch(KEY, Long.MIN_VALUE))).contains("-1");
    }

    @ParameterizedTest
    @EnumSource
    void shouldWriteNoMoreThanItSays(Protocol protocol) {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 2000; i++) {
            byte[] key = new byte[1 + random.nextInt(120)];
            for (int k = 0; k < key.length; k++) {
                key[k] = (byte) (protocol == Protocol.META ? random.nextInt() : 'a');
            }
            boolean meta = protocol == Protocol.META;
            Verb verb =
                    Verb.values()[random.nextInt(Verb.values().length - (meta ? 0 : 1))]; // text has all but the last
            Request request = new Request(
                    verb,
                    key,
                    verb.stores() ? new byte[random.nextInt(50)] : null,
                    random.nextInt(),
                    random.nextLong(),
                    meta || verb == Verb.CAS ? random.nextLong() : 0,
                    random.nextLong(),
                    meta ? random.nextLong() : null,
                    verb.reads() ? new Request.Claim(random.nextLong(), random.nextLong()) : null,
                    verb == Verb.RELAY ? line(random) : null);
            ByteBuf out = Unpooled.buffer();
            protocol.newEncoder().encode(request, random.nextInt() & Integer.MAX_VALUE, out);
            assertThat(out.readableBytes())
                    .as("seed %s, %s", seed, out.toString(ISO_8859_1))
                    .isLessThanOrEqualTo(RequestEncoder.mostBytes(request));
        }
    }

    private static void assertRefused(Protocol protocol, Request request) {
        ByteBuf out = Unpooled.buffer();
        assertThatThrownBy(() -> protocol.newEncoder().encode(request, 7, out))
                .isInstanceOf(UnsupportedRequestException.class);
        assertThat(out.isReadable()).isFalse();
    }

    private static String encode(Protocol protocol, Request request) {
        ByteBuf out = Unpooled.buffer();
        protocol.newEncoder().encode(request, 7, out);
        return out.toString(ISO_8859_1);
    }

    private static byte[] line(Random random) {
        byte[] line = new byte[random.nextInt(600)];
        Arrays.fill(line, (byte) 'x');
        return line;
    }
}
