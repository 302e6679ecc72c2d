package io.ebbcache.region.mapping;

import io.ebbcache.region.nativemem.NativeMemory;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** The regions that tests run on: those that this machine can have, and the emulated one without native memory. */
public enum TestRegion {
    DROPPABLE(RegionKind.DROPPABLE),
    LAZY_FREE(RegionKind.LAZY_FREE),
    EMULATED(RegionKind.EMULATED),
    EMULATED_WITHOUT_NATIVE_MEMORY(RegionKind.EMULATED);

    private final RegionKind kind;

    TestRegion(RegionKind kind) {
        this.kind = kind;
    }

    /** A region that reads as zeros; the test is skipped, with the reason, where this machine cannot have it. */
    public Region map(long length) {
        Region region =
                this == EMULATED_WITHOUT_NATIVE_MEMORY ? new EmulatedRegion(Optional.empty(), length) : mapKind(length);
        region.discard(0, length);
        return region;
    }

    private Region mapKind(long length) {
        try {
            return RegionChoice.probe(kind).map(length);
        } catch (IllegalArgumentException e) {
            return Assumptions.abort(String.valueOf(e.getMessage()));
        }
    }

    /** Whether pages that are written just now can be taken, by {@link Region#drop} or by {@link Region#discard}. */
    public boolean losesOpenPages() {
        return this != EMULATED_WITHOUT_NATIVE_MEMORY;
    }

    /** Whether {@link Region#drop} takes pages that were not sealed. */
    public boolean dropsUnsealedPages() {
        return this == DROPPABLE || this == EMULATED;
    }

    /** Whether the kernel knows which pages are there. */
    public boolean isKnownToTheKernel() {
        return kind != RegionKind.EMULATED && NativeMemory.find().isPresent();
    }
}
