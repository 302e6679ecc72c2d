package io.ebbcache.store.index;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableLayoutTest {

    @Test
    void shouldCountTheBucketsOfItsBlocks() {
        int buckets = 0;
        for (int block = 0; block < 200; block++) {
            buckets += 1 << TableLayout.sizeClass(block);
            assertThat(TableLayout.buckets(block + 1)).isEqualTo(buckets);
            assertThat(TableLayout.blocksFor(buckets)).isEqualTo(block + 1);
            assertThat(TableLayout.blocksFor(buckets + 1)).isEqualTo(block + 2);
        }
    }

    @Test
    void shouldGiveEachBucketAUnitOfItsOwn() {
        int[] table = TableLayout.ofBlocks(100);
        int unit = 1;
        for (int block = 0; block < TableLayout.blocks(table); block++) {
            TableLayout.place(table, block, unit);
            assertThat(TableLayout.unitOfBlock(table, block)).isEqualTo(unit);
            unit += 1 << TableLayout.sizeClass(block);
        }
        for (int bucket = 0; bucket < TableLayout.buckets(table); bucket++) {
            assertThat(TableLayout.unit(table, bucket)).isEqualTo(1 + bucket);
        }
    }

    @Test
    void shouldGrowByAnEighthOrLittleMore() {
        for (int blocks = 32; blocks < 200; blocks++) {
            double growth = (double) TableLayout.buckets(blocks + 1) / TableLayout.buckets(blocks);
            assertThat(growth).isBetween(1.0, 1.15);
        }
    }

    @Test
    void shouldReadAnEmptyTableInUnitZero() {
        assertThat(TableLayout.unit(TableLayout.EMPTY, 0)).isZero();
        assertThat(TableLayout.blocks(TableLayout.EMPTY)).isEqualTo(1);
    }
}
