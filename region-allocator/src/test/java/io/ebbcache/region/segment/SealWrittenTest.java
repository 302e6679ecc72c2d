package io.ebbcache.region.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.ebbcache.region.mapping.Region;
import io.ebbcache.region.mapping.TestRegion;
import io.ebbcache.region.page.PageLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.agrona.UnsafeApi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sealing of segments that fill slowly, seen through what an emulated region gives back: that is what was sealed. */
class SealWrittenTest {

    private static final int PAGE = PageLayout.PAGE_BYTES;

    private final Region region = TestRegion.EMULATED.map(8L * SegmentLayout.SEGMENT_BYTES);
    private final SegmentPool pool = new SegmentPool(region);
    private final List<Integer> sealed = new ArrayList<>();
    private final SegmentWriter writer = new SegmentWriter(pool, new SegmentSupply() {
        @Override
        public int acquire() {
            return pool.acquire();
        }

        @Override
        public void sealed(int segment) {
            sealed.add(segment);
        }
    });

    @AfterEach
    void close() {
        region.close();
    }

    private long append(int bytes) {
        return writer.append(0, 0, this::copyIntoPageThatIsThere, bytes);
    }

    /** A page that was sealed and taken has no tag. */
    private void copyIntoPageThatIsThere(int offset, long address, int length) {
        assertThat(UnsafeApi.getLong(address & -PAGE)).isNotZero();
        UnsafeApi.setMemory(address, length, (byte) 1);
    }

    /** Takes all that is sealed and was not taken yet. */
    private int sealedPages() {
        return (int) (region.relieve(region.length()) / PAGE);
    }

    @Test
    void shouldHaveNothingToSealAtFirst() {
        writer.sealWritten();
        assertThat(sealedPages()).isZero();
        assertThat(pool.free()).isEqualTo(pool.segments());
    }

    @Test
    void shouldSealIdleSegmentAsFarAsItIsWritten() {
        append(10_000);
        assertThat(sealedPages()).isZero();
        writer.sealWritten();
        assertThat(sealedPages()).isEqualTo(3);
        assertThat(pool.writtenPages(0)).isEqualTo(3);
        writer.sealWritten();
        writer.sealWritten();
        assertThat(sealedPages()).isZero();
        assertThat(sealed).isEmpty();
    }

    @Test
    void shouldGoOnAtTheNextPage() {
        append(100);
        writer.sealWritten();
        long next = append(100);
        assertThat(Location.segment(next)).isZero();
        assertThat(Location.position(next)).isEqualTo(PageLayout.firstPosition(1));
    }

    @Test
    void shouldNotSkipAPageThatIsJustFull() {
        append(PageLayout.PAYLOAD_BYTES);
        writer.sealWritten();
        assertThat(sealedPages()).isEqualTo(1);
        assertThat(Location.position(append(8))).isEqualTo(PageLayout.firstPosition(1));
    }

    @Test
    void shouldUseUpNoMoreThanAPageForOneItemASecond() {
        for (int second = 0; second < SegmentLayout.PAGES; second++) {
            long location = append(100);
            assertThat(Location.segment(location)).isZero();
            assertThat(Location.position(location)).isEqualTo(PageLayout.firstPosition(second));
            writer.sealWritten();
            assertThat(sealedPages()).isEqualTo(1);
        }
        assertThat(sealed).containsExactly(0);
        assertThat(pool.isSealed(0)).isTrue();
        assertThat(Location.segment(append(100))).isEqualTo(1);
    }

    @Test
    void shouldSealWholePagesOnlyUnderLoad() {
        append(16 * PageLayout.PAYLOAD_BYTES + 1000);
        writer.sealWritten();
        assertThat(sealedPages()).isEqualTo(16);
        long behind = append(1000);
        assertThat(Location.position(behind)).isEqualTo(PageLayout.firstPosition(16) + 1000);

        append(100 * PageLayout.PAYLOAD_BYTES);
        writer.sealWritten();
        assertThat(sealedPages()).isEqualTo(100);
    }

    @Test
    void shouldSealWhatIsLeftOnceTheLoadEnds() {
        append(16 * PageLayout.PAYLOAD_BYTES + 1000);
        writer.sealWritten();
        writer.sealWritten();
        assertThat(sealedPages()).isEqualTo(17);
        writer.sealWritten();
        assertThat(sealedPages()).isZero();
    }

    @Test
    void shouldSealAtLeast64KibibytesAtATimeUnderLoad() {
        int calls = 0;
        while (sealed.isEmpty()) {
            for (int item = 0; item < 140; item++) {
                append(504);
            }
            writer.sealWritten();
            int bytes = sealedPages() * PAGE;
            assertThat(bytes).isGreaterThanOrEqualTo(64 << 10);
            calls++;
        }
        assertThat(calls).isBetween(20, 32);
    }

    @Test
    void shouldFinishASegmentThatIsFull() {
        append(SegmentLayout.PAYLOAD_BYTES);
        assertThat(sealed).isEmpty();
        writer.sealWritten();
        assertThat(sealed).containsExactly(0);
        assertThat(pool.isSealed(0)).isTrue();
        assertThat(sealedPages()).isEqualTo(SegmentLayout.PAGES);
    }

    @Test
    void shouldFinishASegmentWhoseLastPageIsLeft() {
        append(SegmentLayout.PAYLOAD_BYTES - 1000);
        writer.sealWritten();
        writer.sealWritten();
        assertThat(sealed).containsExactly(0);
        assertThat(sealedPages()).isEqualTo(SegmentLayout.PAGES);
        assertThat(pool.writtenPages(0)).isEqualTo(SegmentLayout.PAGES);
    }

    @Test
    void shouldSealOnlyWhatWasWritten() {
        append(1_000_000);
        int written = 1_000_000 / PageLayout.PAYLOAD_BYTES + 1;
        append(SegmentLayout.PAYLOAD_BYTES);
        assertThat(sealed).containsExactly(0);
        assertThat(pool.writtenPages(0)).isEqualTo(written);
        assertThat(sealedPages()).isEqualTo(written);
        writer.close();
        assertThat(sealedPages()).isEqualTo(SegmentLayout.PAGES);
    }

    @Test
    void shouldSealEveryPageOnceAndNeverWriteIntoOne() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        int segment = 0;
        int pages = 0;
        while (segment < pool.segments() - 1) {
            long location = append(1 + random.nextInt(1 << random.nextInt(18)));
            if (Location.segment(location) != segment) {
                assertThat(pages + sealedPages()).as("seed %s", seed).isEqualTo(pool.writtenPages(segment));
                segment = Location.segment(location);
                pages = 0;
            }
            assertThat(PageLayout.page(Location.position(location)))
                    .as("seed %s", seed)
                    .isGreaterThanOrEqualTo(pages);
            if (random.nextInt(4) == 0) {
                writer.sealWritten();
                pages += sealedPages();
                if (pool.isSealed(segment)) {
                    pages = SegmentLayout.PAGES;
                }
            }
        }
    }
}
