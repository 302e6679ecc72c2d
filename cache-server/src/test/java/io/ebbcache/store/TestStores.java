package io.ebbcache.store;

import io.ebbcache.region.mapping.RegionChoice;
import io.ebbcache.region.mapping.RegionKind;
import io.ebbcache.store.expiry.StoreClock;
import java.util.ArrayList;
import java.util.List;

/** Stores for tests. */
public final class TestStores {

    private static final long MIB = 1 << 20;

    private TestStores() {}

    /** A small store of a kind. */
    public static StoreConfig config(RegionKind kind, long capacityMiB, int maxItemBytes) {
        return new StoreConfig(
                RegionChoice.probe(kind),
                capacityMiB * MIB,
                Math.max(4, capacityMiB / 4) * MIB,
                maxItemBytes,
                StorePolicy.EVICT,
                8);
    }

    /** As {@link #config}, allowed to take less at first. */
    public static StoreConfig config(RegionKind kind, long capacityMiB, long limitMiB, int maxItemBytes) {
        return new StoreConfig(
                RegionChoice.probe(kind),
                capacityMiB * MIB,
                limitMiB * MIB,
                Math.max(4, capacityMiB / 4) * MIB,
                maxItemBytes,
                StorePolicy.EVICT,
                8);
    }

    /** A store of 64 MiB in emulated memory, for items up to 1 MiB. */
    public static Store emulated() {
        return Store.open(config(RegionKind.EMULATED, 64, 1 << 20));
    }

    /** As {@link #emulated()}, with a clock of the test's. */
    public static Store emulated(StoreClock clock) {
        return Store.open(config(RegionKind.EMULATED, 64, 1 << 20), clock);
    }

    /** As if others left no more than so many segments beside those in use. */
    public static void leave(Store store, int segments) {
        store.allocator().spareUnderPressure(segments);
    }

    /** The kinds that this machine has. */
    public static List<RegionKind> kinds() {
        List<RegionKind> kinds = new ArrayList<>();
        for (RegionKind kind : RegionKind.values()) {
            try {
                kinds.add(RegionChoice.probe(kind).kind());
            } catch (IllegalArgumentException e) {
                System.out.println("not tested: " + e.getMessage());
            }
        }
        return kinds;
    }
}
