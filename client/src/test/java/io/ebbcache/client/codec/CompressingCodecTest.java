package io.ebbcache.client.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CompressingCodecTest {
    private static final String TEXT = "{\"name\":\"somebody\",\"street\":\"somewhere\",\"number\":12345}".repeat(40);
    private static final int HEADER = 4;

    private static CompressingCodec<String> strings(Compression compression) {
        return CompressingCodec.of(Codecs.string(), compression);
    }

    @ParameterizedTest
    @EnumSource
    void shouldCompressAndRestore(Compression compression) {
        Encoded encoded = strings(compression).encode(TEXT);
        assertThat(encoded.flags()).isEqualTo(compression.flags());
        assertThat(encoded.bytes()).hasSizeLessThan(TEXT.length() / 4);
        for (Compression reader : Compression.values()) {
            assertThat(strings(reader).decode(encoded.flags(), encoded.bytes())).isEqualTo(TEXT);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldRestoreValuesOfManyLengths(Compression compression) {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        CompressingCodec<byte[]> codec = new CompressingCodec<>(Codecs.bytes(), compression, 1, 1 << 20);
        for (int length = 0; length < 3000; length += 1 + random.nextInt(20)) {
            byte[] value = new byte[length];
            for (int i = 0; i < length; i++) {
                value[i] = (byte) random.nextInt(1 + random.nextInt(6));
            }
            Encoded encoded = codec.encode(value);
            assertThat(codec.decode(encoded.flags(), encoded.bytes()))
                    .as("seed %d, length %d", seed, length)
                    .isEqualTo(value);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldRestoreWhatCompressesBest(Compression compression) {
        byte[] zeros = new byte[10 << 20];
        CompressingCodec<byte[]> codec = CompressingCodec.of(Codecs.bytes(), compression);
        Encoded encoded = codec.encode(zeros);
        assertThat(Flags.isCompressed(encoded.flags())).isTrue();
        assertThat(codec.decode(encoded.flags(), encoded.bytes())).isEqualTo(zeros);
    }

    @ParameterizedTest
    @EnumSource
    void shouldLeaveAloneWhatDoesNotGetSmaller(Compression compression) {
        byte[] noise = new byte[5000];
        new Random(1).nextBytes(noise);
        Encoded encoded = CompressingCodec.of(Codecs.bytes(), compression).encode(noise);
        assertThat(encoded).isEqualTo(new Encoded(Format.BYTES.flags(), noise));
    }

    @ParameterizedTest
    @EnumSource
    void shouldLeaveAloneWhatGetsHardlySmaller(Compression compression) {
        byte[] value = new byte[10_000];
        new Random(1).nextBytes(value);
        Arrays.fill(value, 0, 1000, (byte) 0);
        CompressingCodec<byte[]> codec = CompressingCodec.of(Codecs.bytes(), compression);
        assertThat(codec.encode(value).bytes()).isSameAs(value);
        Arrays.fill(value, 0, 2000, (byte) 0);
        assertThat(codec.encode(value).bytes()).hasSizeLessThan(8800);
    }

    @Test
    void shouldLeaveShortAndOverlongValuesAlone() {
        CompressingCodec<String> codec = new CompressingCodec<>(Codecs.string(), Compression.DEFLATE, 100, 200);
        assertThat(codec.encode("a".repeat(99)).flags()).isZero();
        assertThat(codec.encode("a".repeat(100)).flags()).isNotZero();
        assertThat(codec.encode("a".repeat(200)).flags()).isNotZero();
        Encoded overlong = codec.encode("a".repeat(201));
        assertThat(overlong.flags()).isZero();
        assertThat(codec.decode(0, overlong.bytes())).hasSize(201);
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotRestoreMoreThanIsAllowed(Compression compression) {
        Encoded bomb = CompressingCodec.of(Codecs.bytes(), compression).encode(new byte[64 << 20]);
        CompressingCodec<byte[]> careful = new CompressingCodec<>(Codecs.bytes(), compression, 1024, 1 << 20);
        long before = allocated();
        assertThatThrownBy(() -> careful.decode(bomb.flags(), bomb.bytes())).isInstanceOf(CodecException.class);
        assertThat(allocated() - before).isLessThan(1 << 20);
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotBelieveALengthThatTheBytesCannotMake(Compression compression) {
        CompressingCodec<String> codec = strings(compression);
        Encoded encoded = codec.encode(TEXT);
        for (int length : new int[] {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 100 << 20}) {
            byte[] lie = encoded.bytes().clone();
            ByteBuffer.wrap(lie).putInt(length);
            long before = allocated();
            assertThatThrownBy(() -> codec.decode(encoded.flags(), lie)).isInstanceOf(CodecException.class);
            assertThat(allocated() - before).isLessThan(1 << 20);
        }
        for (int length : new int[] {0, 1, TEXT.length() - 1, TEXT.length() + 1}) {
            byte[] lie = encoded.bytes().clone();
            ByteBuffer.wrap(lie).putInt(length);
            assertThatThrownBy(() -> codec.decode(encoded.flags(), lie)).isInstanceOf(CodecException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldThrowNothingElseForBrokenBytes(Compression compression) {
        long seed = System.nanoTime();
        System.out.println(compression + ", broken bytes: seed " + seed);
        Random random = new Random(seed);
        CompressingCodec<byte[]> codec = CompressingCodec.of(Codecs.bytes(), compression);
        Encoded good = codec.encode(TEXT.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        int refused = 0;
        for (int i = 0; i < 3_000; i++) {
            byte[] broken = Noise.broken(good.bytes(), random);
            long before = allocated();
            try {
                codec.decode(good.flags(), broken);
            } catch (CodecException e) {
                refused++;
            }
            assertThat(allocated() - before).as("seed %d", seed).isLessThan(4 << 20);
        }
        assertThat(refused).isGreaterThan(1_000);
    }

    @Test
    void shouldRefuseTruncatedValues() {
        for (Compression compression : Compression.values()) {
            CompressingCodec<String> codec = strings(compression);
            Encoded good = codec.encode(TEXT);
            for (int length = 0; length < good.bytes().length; length++) {
                byte[] part = Arrays.copyOf(good.bytes(), length);
                assertThatThrownBy(() -> codec.decode(good.flags(), part))
                        .as("%s, %d bytes", compression, length)
                        .isInstanceOf(CodecException.class);
            }
        }
    }

    @Test
    void shouldSayThatItDoesNotKnowACompression() {
        byte[] bytes = new byte[100];
        assertThatThrownBy(() -> strings(Compression.LZ4).decode(0x70_0000, bytes))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("no compression that is known");
    }

    @Test
    void shouldSayThatAPlainCodecDoesNotDecompress() {
        Encoded encoded = strings(Compression.ZSTD).encode(TEXT);
        assertThatThrownBy(() -> Codecs.string().decode(encoded.flags(), encoded.bytes()))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("does not decompress");
    }

    @Test
    void shouldReadWhatIsNotCompressed() {
        Encoded plain = Codecs.string().encode(TEXT);
        assertThat(strings(Compression.ZSTD).decode(plain.flags(), plain.bytes()))
                .isEqualTo(TEXT);
    }

    @Test
    void shouldRefuseBoundsThatCannotBe() {
        Codec<String> codec = Codecs.string();
        assertThatIllegalArgumentException().isThrownBy(() -> new CompressingCodec<>(codec, Compression.LZ4, 0, 100));
        assertThatIllegalArgumentException().isThrownBy(() -> new CompressingCodec<>(codec, Compression.LZ4, 100, 99));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CompressingCodec<>(codec, Compression.LZ4, 100, Integer.MAX_VALUE));
        assertThatIllegalArgumentException().isThrownBy(() -> CompressingCodec.of(CompressingCodec.of(codec)));
    }

    @Test
    void shouldPutTheLengthInFront() {
        Encoded encoded = strings(Compression.DEFLATE).encode(TEXT);
        assertThat(ByteBuffer.wrap(encoded.bytes()).getInt()).isEqualTo(TEXT.length());
        assertThat(encoded.bytes()[HEADER]).as("what a zlib stream begins with").isEqualTo((byte) 0x78);
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getThreadAllocatedBytes(Thread.currentThread().getId());
    }
}
