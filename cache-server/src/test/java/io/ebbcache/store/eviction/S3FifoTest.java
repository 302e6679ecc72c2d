package io.ebbcache.store.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class S3FifoTest {

    private final S3Fifo policy = new S3Fifo();

    private void seal(SegmentQueue queue, int... segments) {
        for (int segment : segments) {
            policy.sealed(segment, queue);
        }
    }

    @Test
    void shouldGiveUpTheOldestOfTheSmallQueueWhileThatHasMoreThanItsShare() {
        seal(SegmentQueue.SMALL, 7, 3);
        seal(SegmentQueue.MAIN, 1, 2, 4, 5, 6, 8, 9, 10);
        assertThat(policy.victim(segment -> true)).hasValue(7);
        policy.ended(7);
        assertThat(policy.victim(segment -> true)).hasValue(3);
    }

    @Test
    void shouldOtherwiseGiveUpTheOldestOfTheMainQueue() {
        seal(SegmentQueue.SMALL, 7);
        seal(SegmentQueue.MAIN, 12, 1, 2, 4, 5, 6, 8, 9, 10);
        assertThat(policy.victim(segment -> true)).hasValue(12);
        assertThat(policy.victim(segment -> segment != 12)).hasValue(1);
    }

    @Test
    void shouldTurnToTheOtherQueueWhereNoneOfOneMayEnd() {
        seal(SegmentQueue.SMALL, 7);
        seal(SegmentQueue.MAIN, 1);
        assertThat(policy.victim(segment -> segment != 7)).hasValue(1);
        assertThat(policy.victim(segment -> false)).isEmpty();
    }

    @Test
    void shouldKnowWhatIsSealed() {
        seal(SegmentQueue.MAIN, 1);
        seal(SegmentQueue.SMALL, 7, 3);
        assertThat(policy.segments()).containsExactly(7, 3, 1);
        assertThat(policy.queueOf(1)).isEqualTo(SegmentQueue.MAIN);
        assertThat(policy.queueOf(3)).isEqualTo(SegmentQueue.SMALL);
        policy.ended(1);
        policy.ended(3);
        assertThat(policy.segments()).containsExactly(7);
        assertThat(policy.size()).isOne();
    }
}
