package io.ebbcache.region.torture;

import io.ebbcache.region.mapping.Region;
import io.ebbcache.region.mapping.TestRegion;
import java.util.SplittableRandom;

/** Takes pages of a region in all the ways that its kind has. */
final class Taker {

    private final TestRegion kind;
    private final Region region;
    private final TortureFigures figures;

    Taker(TestRegion kind, Region region, TortureFigures figures) {
        this.kind = kind;
        this.region = region;
        this.figures = figures;
    }

    /** Takes the page that an offset lies in, if it can be taken. */
    void take(SplittableRandom random, long offset) {
        long page = offset & -region.pageBytes();
        if (kind.isKnownToTheKernel() && random.nextBoolean()) {
            region.discard(page, region.pageBytes());
        } else {
            region.drop(page, region.pageBytes());
        }
        figures.drops.increment();
    }

    /** Gives the oldest sealed pages back, where that is not the kernel's work. */
    void relieve(long bytes) {
        figures.drops.add(region.relieve(bytes) / region.pageBytes());
    }

    long offset(long address) {
        return address - region.address();
    }
}
