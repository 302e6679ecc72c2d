package io.ebbcache.store;

import io.ebbcache.region.residency.ResidencyMap;
import io.ebbcache.region.segment.Occupancy;
import io.ebbcache.region.segment.SegmentLayout;
import io.ebbcache.region.segment.SegmentPool;
import java.util.Arrays;

/**
 * What the segments hold, for people to look at: cells of one character each in the order of the segments, as many segments to a cell as it
 * takes. Made of ordinary memory alone; no page of values is touched.
 *
 * @param total all segments
 * @param everUsed those that have been used at some time, the first ones; cells tell of these
 * @param perCell so many segments make a cell, the last one may have less; a power of two
 * @param free segments, of those ever used, that may be taken
 * @param open segments that are written
 * @param sealed segments that are not written any more, and neither hollow nor dropped
 * @param hollow sealed segments with less than a quarter alive, as far as the kernel has left it
 * @param dropped sealed segments of which the kernel has taken more than half of what was written, whatever is alive of the rest
 * @param state what most segments of a cell are: {@code f} free, {@code o} open, {@code s} sealed, {@code h} hollow, {@code d} dropped
 * @param resident of the pages that were written, those in memory: ninths, rounded down, so 9 is all of them and nothing else; 0 of nothing
 * @param alive of the bytes that can hold items, those of live items; likewise
 * @param heat of the live items, those that were read since they were stored; likewise
 */
public record SegmentMap(
        int total,
        int everUsed,
        int perCell,
        int free,
        int open,
        int sealed,
        int hollow,
        int dropped,
        String state,
        String resident,
        String alive,
        String heat) {

    /** Of states that are as common as each other in a cell, the first one is told. */
    private static final String STATES = "dhsof";

    private static final int DROPPED = STATES.indexOf('d');
    private static final int HOLLOW = STATES.indexOf('h');
    private static final int SEALED = STATES.indexOf('s');
    private static final int OPEN = STATES.indexOf('o');
    private static final int FREE = STATES.indexOf('f');

    /**
     * The states again, in fewer cells.
     *
     * @param maxCells the most cells
     */
    public String state(int maxCells) {
        int together = together(state.length(), maxCells);
        StringBuilder fewer = new StringBuilder();
        for (int first = 0; first < state.length(); first += together) {
            int[] found = new int[STATES.length()];
            for (int cell = first; cell < Math.min(state.length(), first + together); cell++) {
                found[STATES.indexOf(state.charAt(cell))]++;
            }
            fewer.append(commonest(found));
        }
        return fewer.toString();
    }

    /**
     * A look at all segments, some of which may change meanwhile.
     *
     * @param maxCells the most cells
     */
    static SegmentMap of(Store store, int maxCells) {
        return new Walk(store, maxCells).all();
    }

    /** The smallest power of two that makes them few enough. */
    private static int together(int all, int maxCells) {
        int enough = 1;
        while ((long) enough * maxCells < all) {
            enough *= 2;
        }
        return enough;
    }

    private static char commonest(int[] found) {
        int most = 0;
        for (int each = 1; each < found.length; each++) {
            most = found[each] > found[most] ? each : most;
        }
        return STATES.charAt(most);
    }

    private static final class Walk {
        private final SegmentPool pool;
        private final ResidencyMap residency;
        private final AliveBytes aliveBytes;
        private final int everUsed;
        private final int perCell;
        private final StringBuilder state = new StringBuilder();
        private final StringBuilder resident = new StringBuilder();
        private final StringBuilder alive = new StringBuilder();
        private final StringBuilder heat = new StringBuilder();
        private final int[] inCell = new int[STATES.length()];
        private final int[] inAll = new int[STATES.length()];

        Walk(Store store, int maxCells) {
            pool = store.pool();
            residency = store.maintenance().lastResidency();
            aliveBytes = new AliveBytes(pool, residency);
            everUsed = pool.everUsed();
            perCell = together(everUsed, maxCells);
        }

        SegmentMap all() {
            for (int first = 0; first < everUsed; first += perCell) {
                cell(first, Math.min(everUsed, first + perCell));
            }
            return new SegmentMap(
                    pool.segments(),
                    everUsed,
                    perCell,
                    inAll[FREE],
                    inAll[OPEN],
                    inAll[SEALED],
                    inAll[HOLLOW],
                    inAll[DROPPED],
                    state.toString(),
                    resident.toString(),
                    alive.toString(),
                    heat.toString());
        }

        private void cell(int first, int end) {
            Occupancy occupancy = pool.occupancy();
            Arrays.fill(inCell, 0);
            long written = 0;
            long present = 0;
            long bytes = 0;
            long items = 0;
            long read = 0;
            for (int segment = first; segment < end; segment++) {
                long aliveInIt = aliveBytes.of(segment);
                int its = stateOf(segment, aliveInIt);
                inCell[its]++;
                inAll[its]++;
                if (its != FREE) {
                    written += written(segment);
                    present += present(segment);
                    bytes += aliveInIt;
                    items += occupancy.items(segment);
                    read += occupancy.fetchedItems(segment);
                }
            }
            long segments = (long) end - first;
            state.append(commonest(inCell));
            resident.append(ninths(present, written));
            alive.append(ninths(bytes, segments * SegmentLayout.PAYLOAD_BYTES));
            heat.append(ninths(read, items));
        }

        private int stateOf(int segment, long aliveInIt) {
            if (!pool.isUsed(segment)) {
                return FREE;
            }
            if (!pool.isSealed(segment)) {
                return OPEN;
            }
            if (aliveBytes.wasLookedAt(segment) && 2 * residency.dropped(segment) > residency.written(segment)) {
                return DROPPED;
            }
            return AliveBytes.isHollow(aliveInIt) ? HOLLOW : SEALED;
        }

        private int written(int segment) {
            return aliveBytes.wasLookedAt(segment) ? residency.written(segment) : pool.writtenPages(segment);
        }

        /** What was written since the last look is taken to be there. */
        private int present(int segment) {
            return aliveBytes.wasLookedAt(segment) ? residency.present(segment) : pool.writtenPages(segment);
        }

        /** Counts that change meanwhile can have a part be more than the whole. */
        private static char ninths(long part, long whole) {
            return (char) ('0' + (whole == 0 ? 0 : Math.min(9, 9 * part / whole)));
        }
    }
}
