package io.ebbcache.server.protocol.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class ByteSearchTest {

    /** Bytes that a careless search takes for a line feed or a space: one more, one less, the high bit set. */
    private static final byte[] LOOK_ALIKES = {'\n', ' ', 9, 11, 31, 33, (byte) 0x8a, (byte) 0xa0, 0, -1, 'a', 'z'};

    @Test
    void shouldFindWhatAPlainSearchFinds() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = new byte[random.nextInt(40)];
            int kinds = 1 + random.nextInt(LOOK_ALIKES.length);
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = LOOK_ALIKES[LOOK_ALIKES.length - 1 - random.nextInt(kinds)];
            }
            UnsafeBuffer buffer = new UnsafeBuffer(bytes);
            int from = random.nextInt(bytes.length + 1);
            int to = from + random.nextInt(bytes.length - from + 1);
            assertThat(ByteSearch.lineFeed(buffer, from, to)).isEqualTo(plain(bytes, from, to, '\n', '\n'));
            assertThat(ByteSearch.tokenEnd(buffer, from, to)).isEqualTo(plain(bytes, from, to, '\n', ' '));
        }
    }

    private static int plain(byte[] bytes, int from, int to, char one, char other) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == one || bytes[i] == other) {
                return i;
            }
        }
        return -1;
    }
}
