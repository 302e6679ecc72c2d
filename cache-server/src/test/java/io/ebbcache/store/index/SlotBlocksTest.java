package io.ebbcache.store.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.ebbcache.region.nativemem.NativeMemory;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.agrona.UnsafeApi;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SlotBlocksTest {

    private static final long MIB = 1 << 20;

    private final long seed = Long.getLong("ebb.index.seed", System.nanoTime());

    static List<Optional<NativeMemory>> platforms() {
        return List.of(NativeMemory.find(), Optional.empty());
    }

    /** No unit belongs to two tables, all that is handed out reads as zeros, and what was released is all there again. */
    @ParameterizedTest
    @MethodSource("platforms")
    void shouldHandOutEachUnitOnce(Optional<NativeMemory> platform) {
        System.out.println("blocks of the index, seed " + seed);
        Random random = new Random(seed);
        try (SlotBlocks blocks = new SlotBlocks(platform, 10, 4 * MIB, 4 * MIB)) {
            List<int[]> tables = new ArrayList<>();
            for (int i = 0; i < 20_000; i++) {
                if (random.nextInt(100) < 55) {
                    int[] table = blocks.allocate(1 + random.nextInt(50));
                    if (table != null) {
                        fill(blocks, table);
                        tables.add(table);
                    }
                } else if (!tables.isEmpty()) {
                    blocks.release(tables.remove(random.nextInt(tables.size())));
                }
                if (random.nextInt(500) == 0) {
                    tables.forEach(blocks::release);
                    tables.clear();
                }
                if (random.nextInt(100) == 0) {
                    blocks.trim();
                }
                if (i % 100 == 0) {
                    assertDisjoint(tables);
                }
                assertThat(blocks.bytes()).isLessThanOrEqualTo(4 * MIB);
            }
            tables.forEach(blocks::release);
            blocks.trim();
            int[] all = allocateMost(blocks);
            assertThat(TableLayout.buckets(all)).isGreaterThan((int) (3 * MIB / TableLayout.UNIT_BYTES));
            assertThat(blocks.bytes()).isGreaterThan(3 * MIB);
            blocks.release(all);
            blocks.trim();
            assertThat(blocks.bytes() == SlotBlocks.CHUNK_BYTES).isEqualTo(platform.isPresent());
        }
    }

    private static int[] allocateMost(SlotBlocks blocks) {
        int count = 1;
        while (fits(blocks, count + 1)) {
            count++;
        }
        return Objects.requireNonNull(blocks.allocate(count));
    }

    private static boolean fits(SlotBlocks blocks, int count) {
        int[] table = blocks.allocate(count);
        if (table != null) {
            blocks.release(table);
        }
        return table != null;
    }

    private static void fill(SlotBlocks blocks, int[] table) {
        for (int bucket = 0; bucket < TableLayout.buckets(table); bucket++) {
            long address = blocks.base() + (long) TableLayout.unit(table, bucket) * TableLayout.UNIT_BYTES;
            for (int at = 0; at < TableLayout.UNIT_BYTES; at += Long.BYTES) {
                assertThat(UnsafeApi.getLong(address + at)).isZero();
            }
            UnsafeApi.setMemory(address, TableLayout.UNIT_BYTES, (byte) -1);
        }
    }

    private static void assertDisjoint(List<int[]> tables) {
        BitSet units = new BitSet();
        units.set(0);
        for (int[] table : tables) {
            for (int bucket = 0; bucket < TableLayout.buckets(table); bucket++) {
                int unit = TableLayout.unit(table, bucket);
                assertThat(units.get(unit)).isFalse();
                units.set(unit);
            }
        }
    }
}
