package io.ebbcache.server.cluster.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SealTest {

    private static final byte[] TEXT = "who shares the keys".getBytes(StandardCharsets.UTF_8);

    private final AtomicLong date = new AtomicLong(1_800_000_000_000L);
    private final Seal here = node("shop", "secret");
    private final Seal there = node("shop", "secret");

    private Seal node(String cluster, String secret) {
        return new Seal(cluster, secret, date::get);
    }

    private static byte[] sealed(Seal from) {
        return from.seal(TEXT, 0, TEXT.length);
    }

    private static byte @Nullable [] open(Seal at, byte[] message) {
        return at.open(message, 0, message.length, "somebody");
    }

    @Test
    void shouldOpenWhatAnotherHasSealed() {
        byte[] around = new byte[TEXT.length + 5];
        System.arraycopy(TEXT, 0, around, 3, TEXT.length);
        byte[] sealed = here.seal(around, 3, TEXT.length);
        assertThat(sealed).hasSize(TEXT.length + Seal.OVERHEAD);
        byte[] inside = new byte[sealed.length + 9];
        System.arraycopy(sealed, 0, inside, 4, sealed.length);
        assertThat(there.open(inside, 4, sealed.length, "here")).isEqualTo(TEXT);
        assertThat(open(there, here.seal(TEXT, 0, 0))).isEmpty();
        assertThat(there.foreign()).isZero();
        assertThat(there.repeated()).isZero();
    }

    @Test
    void shouldShowNothingOfWhatIsInside() {
        byte[] message = sealed(here);
        byte[] again = sealed(here);
        assertThat(Arrays.equals(message, again)).isFalse();
        assertThat(new String(message, StandardCharsets.ISO_8859_1)).doesNotContain("who", "shop", "secret");
    }

    @Test
    void shouldDropWhatIsAlteredAnywhere() {
        byte[] message = sealed(here);
        for (int i = 0; i < message.length; i++) {
            byte[] altered = message.clone();
            altered[i] ^= 1;
            assertThat(open(there, altered)).as("byte %d", i).isNull();
            assertThat(open(there, Arrays.copyOf(message, i)))
                    .as("cut at %d", i)
                    .isNull();
        }
        assertThat(there.foreign()).isEqualTo(2L * message.length);
        assertThat(open(there, message)).isEqualTo(TEXT);
    }

    @Test
    void shouldDropWhatStrangersSay() {
        assertThat(open(there, sealed(node("shop", "another")))).isNull();
        assertThat(open(there, sealed(node("another", "secret")))).isNull();
        Random random = new Random(1);
        for (int length = 0; length < 200; length++) {
            byte[] noise = new byte[length];
            random.nextBytes(noise);
            assertThat(open(there, noise)).isNull();
        }
        assertThat(there.foreign()).isEqualTo(202);
    }

    @Test
    void shouldTakeEachMessageOnceInAnyOrder() {
        List<byte[]> messages = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            messages.add(sealed(here));
        }
        Collections.shuffle(messages, new Random(2));
        messages.forEach(message -> assertThat(open(there, message)).isEqualTo(TEXT));
        messages.forEach(message -> assertThat(open(there, message)).isNull());
        assertThat(there.repeated()).isEqualTo(1000);
        assertThat(there.foreign()).isZero();
    }

    @Test
    void shouldDropItsOwn() {
        assertThat(open(here, sealed(here))).isNull();
    }

    @Test
    void shouldTakeNothingOldFromWhomItDoesNotKnow() {
        byte[] old = sealed(here);
        date.addAndGet(Duration.ofMinutes(59).toMillis());
        assertThat(open(node("shop", "secret"), old)).isEqualTo(TEXT);
        date.addAndGet(Duration.ofMinutes(2).toMillis());
        Seal restarted = node("shop", "secret");
        assertThat(open(restarted, old)).isNull();
        assertThat(restarted.repeated()).isOne();
        assertThat(open(restarted, sealed(here))).isEqualTo(TEXT);
    }

    @Test
    void shouldGoOnWithWhomItKnowsWhateverTheTime() {
        assertThat(open(there, sealed(here))).isEqualTo(TEXT);
        byte[] message = sealed(here);
        date.addAndGet(Duration.ofHours(5).toMillis());
        assertThat(open(there, message)).isEqualTo(TEXT);
    }
}
