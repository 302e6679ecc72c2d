package io.ebbcache.region.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PageLayoutTest {

    private static final int PAGES = 4;

    /** The model: walk over the bytes of a few pages and number those that are not of a tag. */
    private static int[] payloadPositions() {
        int[] positions = new int[PAGES * 4088 + 1];
        int count = 0;
        for (int position = 0; count < positions.length; position++) {
            if (position % 4096 >= 8) {
                positions[count++] = position;
            }
        }
        return positions;
    }

    @Test
    void shouldHoldTheTagAndThePayload() {
        assertThat(PageLayout.TAG_BYTES + PageLayout.PAYLOAD_BYTES).isEqualTo(PageLayout.PAGE_BYTES);
        assertThat(PageLayout.PAYLOAD_BYTES % PageLayout.ALIGNMENT).isZero();
    }

    @Test
    void shouldAdvanceOverTags() {
        int[] positions = payloadPositions();
        for (int from = 0; from < positions.length; from++) {
            for (int to = from; to < positions.length; to++) {
                if (PageLayout.advance(positions[from], to - from) != positions[to]) {
                    assertThat(PageLayout.advance(positions[from], to - from))
                            .as("%s bytes on from %s", to - from, positions[from])
                            .isEqualTo(positions[to]);
                }
            }
        }
    }

    @Test
    void shouldAdvanceToTheEndOfALargeSegment() {
        int pages = 1 << 9;
        assertThat(PageLayout.advance(PageLayout.firstPosition(0), pages * PageLayout.PAYLOAD_BYTES))
                .isEqualTo(PageLayout.firstPosition(pages));
        assertThat(PageLayout.advance(PageLayout.firstPosition(0), pages * PageLayout.PAYLOAD_BYTES - 1))
                .isEqualTo(PageLayout.tagPosition(pages) - 1);
    }

    @Test
    void shouldTellPageAndWhatIsLeftOfIt() {
        for (int position : payloadPositions()) {
            int page = position / 4096;
            assertThat(PageLayout.page(position)).isEqualTo(page);
            assertThat(PageLayout.leftInPage(position)).isEqualTo((page + 1) * 4096 - position);
            assertThat(PageLayout.firstPosition(page)).isEqualTo(PageLayout.tagPosition(page) + 8);
        }
    }

    @Test
    void shouldAlignUp() {
        for (int bytes = 0; bytes < 100; bytes++) {
            assertThat(PageLayout.align(bytes)).isEqualTo((bytes + 7) / 8 * 8);
        }
    }
}
