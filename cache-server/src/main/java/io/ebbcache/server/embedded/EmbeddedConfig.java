package io.ebbcache.server.embedded;

import io.ebbcache.region.mapping.RegionKind;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What an embedded cache is made of.
 *
 * @param memoryBytes the most that values may take; empty for all that this process may use: the kernel takes it back when others need it
 * @param region the memory of values; empty for the best there is
 * @param largestItemBytes key, value and 50 bytes; 1 KiB to 1 GiB
 * @param lanes requests that are carried out at the same time; further ones wait. Each may have memory of 2 MiB open
 */
public record EmbeddedConfig(OptionalLong memoryBytes, Optional<RegionKind> region, int largestItemBytes, int lanes) {

    private static final int LARGEST_ITEM_BYTES = 1 << 20;
    private static final int FEWEST_LANES = 2;
    private static final int MOST_LANES = 16;

    public EmbeddedConfig {
        if (memoryBytes.isPresent() && memoryBytes.getAsLong() <= 0) {
            throw new IllegalArgumentException("memory of " + memoryBytes.getAsLong() + " bytes");
        }
    }

    /** All the memory there is, the best region, items up to 1 MiB, a lane for each processor (2 to 16). */
    public static EmbeddedConfig automatic() {
        int processors = Runtime.getRuntime().availableProcessors();
        int lanes = Math.max(FEWEST_LANES, Math.min(processors, MOST_LANES));
        return new EmbeddedConfig(OptionalLong.empty(), Optional.empty(), LARGEST_ITEM_BYTES, lanes);
    }

    /** The same with a limit on the memory of values. */
    public EmbeddedConfig withMemoryBytes(long bytes) {
        return new EmbeddedConfig(OptionalLong.of(bytes), region, largestItemBytes, lanes);
    }

    /** The same with this kind of region, or none. */
    public EmbeddedConfig withRegion(RegionKind kind) {
        return new EmbeddedConfig(memoryBytes, Optional.of(kind), largestItemBytes, lanes);
    }

    /** The same with another limit on the size of items. */
    public EmbeddedConfig withLargestItemBytes(int bytes) {
        return new EmbeddedConfig(memoryBytes, region, bytes, lanes);
    }

    /** The same with another number of lanes. */
    public EmbeddedConfig withLanes(int count) {
        return new EmbeddedConfig(memoryBytes, region, largestItemBytes, count);
    }
}
