package io.ebbcache.server.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReplyBufferTest {

    private static final int BOUND = 20_000;
    private static final ReplyText TEXT = ReplyText.line("a text of 25 bytes, ends");

    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true);
    private final MemoryBudget budget = new MemoryBudget(100_000);
    private final List<ByteBuf> written = new ArrayList<>();
    private int flushes;

    private final ReplyBuffer replies = new ReplyBuffer(
            allocator,
            budget,
            new ReplyOutlet() {
                @Override
                public void write(ByteBuf chunk) {
                    written.add(chunk);
                }

                @Override
                public void flush() {
                    flushes++;
                }

                @Override
                public void wake() {
                    throw new IllegalStateException("nobody listens");
                }
            },
            BOUND);

    @AfterEach
    void nothingStays() {
        replies.release();
        written.forEach(ByteBuf::release);
        assertThat(allocator.metric().usedDirectMemory()).isZero();
        assertThat(budget.used()).isZero();
    }

    private String leave() {
        StringBuilder text = new StringBuilder();
        for (ByteBuf chunk : written) {
            text.append(chunk.toString(StandardCharsets.US_ASCII));
            chunk.release();
        }
        written.clear();
        replies.sent();
        return text.toString();
    }

    @Test
    void shouldWriteNumbersAndTexts() {
        assertThat(replies.isReady()).isTrue();
        replies.put(ReplyText.of("VALUE "));
        replies.put(new UnsafeBuffer("..key..".getBytes(StandardCharsets.US_ASCII)), 2, 3);
        replies.put((byte) ' ');
        long[] numbers = {0, 9, 10, Integer.MAX_VALUE, 1L << 31, (1L << 32) - 1, Long.MAX_VALUE, Long.MIN_VALUE, -1, -2
        };
        StringBuilder expected = new StringBuilder("VALUE key ");
        for (long number : numbers) {
            replies.putUnsignedDecimal(number);
            replies.put(TEXT);
            expected.append(Long.toUnsignedString(number)).append("a text of 25 bytes, ends\r\n");
        }
        replies.put("plain");
        replies.flush();
        assertThat(leave()).isEqualTo(expected + "plain");
    }

    @Test
    void shouldSendABatchInOnePiece() {
        for (int i = 0; i < 10; i++) {
            assertThat(replies.isReady()).isTrue();
            replies.put(TEXT);
        }
        replies.flush();
        assertThat(written).hasSize(1);
        assertThat(flushes).isEqualTo(1);
        replies.flush();
        assertThat(flushes).isEqualTo(1);
        leave();
    }

    @Test
    void shouldLearnHowLargeABatchIs() {
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 200; i++) {
                assertThat(replies.isReady()).isTrue();
                replies.put(TEXT);
            }
            replies.flush();
            int pieces = written.size();
            assertThat(leave()).hasSize(200 * 26);
            assertThat(round == 0 || pieces == 1).isTrue();
        }
    }

    @Test
    void shouldCountAsReadyUpToTheBound() {
        int count = 0;
        while (replies.isReady()) {
            replies.put(TEXT);
            count++;
        }
        assertThat(replies.isWaiting()).isTrue();
        assertThat(count * 26).isBetween(BOUND, BOUND + 26);
        assertThat(replies.waitingBytes()).isEqualTo(count * 26L);
        assertThat(leave()).hasSize(count * 26);
        assertThat(replies.isReady()).isTrue();
        assertThat(replies.waitingBytes()).isZero();
    }

    @Test
    void shouldSizeALargeReplyOnce() {
        assertThat(replies.isReady()).isTrue();
        replies.put(TEXT);
        assertThat(replies.reserve(50_000)).isTrue();
        UnsafeBuffer target = new UnsafeBuffer(replies.skip(50_000), 50_000);
        target.setMemory(0, 50_000, (byte) 'v');
        replies.flush();
        assertThat(written).hasSize(2);
        assertThat(budget.used()).isBetween(50_000L, 50_100L);
        assertThat(leave()).endsWith("v".repeat(50_000));
        assertThat(budget.used()).isZero();
    }

    @Test
    void shouldTakeBackWhatWasBegun() {
        assertThat(replies.isReady()).isTrue();
        replies.put(TEXT);
        assertThat(replies.reserve(30_000)).isTrue();
        int start = replies.position();
        replies.put("nonsense");
        replies.skip(20_000);
        replies.rewind(start);
        replies.put("sense");
        replies.flush();
        assertThat(leave()).isEqualTo("a text of 25 bytes, ends\r\nsense");
    }

    @Test
    void shouldAlwaysHaveRoomForASmallReply() {
        assertThat(budget.acquire(budget.limit())).isTrue();
        assertThat(replies.isReady()).isTrue();
        replies.put(TEXT);
        assertThat(replies.reserve(50_000)).isFalse();
        assertThat(replies.isWaiting()).isTrue();
        assertThat(leave()).hasSize(26);
        assertThat(replies.reserve(50_000)).isFalse();
        assertThat(replies.isWaiting()).isFalse();
        assertThat(replies.isReady()).isTrue();
        replies.put(TEXT);
        replies.flush();
        assertThat(leave()).hasSize(26);
        budget.release(budget.limit());
    }

    @Test
    void shouldKeepNothingWhereNothingWasWritten() {
        assertThat(replies.isReady()).isTrue();
        replies.flush();
        assertThat(allocator.metric().usedDirectMemory()).isZero();
        assertThat(flushes).isZero();
    }

    @Test
    void shouldRefuseTextsThatAreNoSmallReply() {
        assertThatThrownBy(() -> ReplyText.of("x".repeat(513))).isInstanceOf(IllegalArgumentException.class);
    }
}
