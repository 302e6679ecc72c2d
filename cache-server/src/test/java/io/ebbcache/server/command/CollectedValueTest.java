package io.ebbcache.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.Arrays;
import java.util.Random;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class CollectedValueTest {

    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true);
    private final MemoryBudget budget = new MemoryBudget(1 << 20);

    private static UnsafeBuffer offHeap(int length) {
        return new UnsafeBuffer(BufferUtil.allocateDirectAligned(length, Long.BYTES));
    }

    @Test
    void shouldHoldWhatCameInWhateverPieces() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 50; round++) {
            byte[] bytes = new byte[3 + random.nextInt(300_000)];
            random.nextBytes(bytes);
            UnsafeBuffer in = offHeap(bytes.length);
            in.putBytes(0, bytes);
            CollectedValue value = new CollectedValue(allocator, budget, bytes.length, 2);
            int at = 0;
            while (value.missing() > 0) {
                int count = Math.min(value.missing(), 1 + random.nextInt(20_000));
                assertThat(value.append(in, at, count)).isTrue();
                at += count;
            }
            assertThat(value.length()).isEqualTo(bytes.length - 2);
            assertThat(value.byteAt(bytes.length - 1)).isEqualTo(bytes[bytes.length - 1]);
            UnsafeBuffer out = offHeap(bytes.length);
            for (int copied = 0; copied < value.length(); ) {
                int step = Math.min(value.length() - copied, 1 + random.nextInt(5000));
                value.copyTo(copied, out.addressOffset() + copied, step);
                copied += step;
            }
            byte[] copy = new byte[value.length()];
            out.getBytes(0, copy);
            assertThat(copy).isEqualTo(Arrays.copyOf(bytes, bytes.length - 2));
            assertThat(value.byteAt(0)).isEqualTo(bytes[0]);
            value.release();
            assertThat(budget.used()).isZero();
        }
    }

    @Test
    void shouldTakeNothingByTheAnnouncedLength() {
        CollectedValue value = new CollectedValue(allocator, budget, 1 << 30, 2);
        assertThat(budget.used()).isZero();
        assertThat(value.append(offHeap(100), 0, 100)).isTrue();
        assertThat(budget.used()).isEqualTo(2048);
        value.release();
        value.release();
        assertThat(budget.used()).isZero();
    }

    @Test
    void shouldSayWhatIsMissingWhereTheBudgetEnds() {
        CollectedValue value = new CollectedValue(allocator, new MemoryBudget(10_000), 100_000, 2);
        UnsafeBuffer in = offHeap(50_000);
        assertThat(value.append(in, 0, 1000)).isTrue();
        assertThat(value.append(in, 0, 50_000)).isFalse();
        assertThat(value.missing()).isEqualTo(99_000);
        value.release();
    }
}
