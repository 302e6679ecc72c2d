package io.ebbcache.region.mapping;

import io.ebbcache.region.nativemem.NativeCallException;
import io.ebbcache.region.nativemem.NativeMemory;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which kind of region this machine gets. Found out by mapping, sealing and discarding a few pages of each kind, best first:
 * version numbers say little (containers, backports, gVisor).
 *
 * @param kind the kind
 * @param reason one line for the log: what was chosen, and why nothing better
 */
public record RegionChoice(RegionKind kind, String reason) {

    private static final long PROBE_BYTES = 1L << 16;

    /**
     * Chooses the best kind, or checks that the wanted one can be had.
     *
     * @param wanted a kind, or null for the best
     * @throws IllegalArgumentException if the wanted kind cannot be had here; the message says why
     */
    public static RegionChoice probe(@Nullable RegionKind wanted) {
        return probe(wanted, NativeMemory.find());
    }

    static RegionChoice probe(@Nullable RegionKind wanted, Optional<NativeMemory> memory) {
        if (wanted != null) {
            String problem = problem(wanted, memory);
            if (problem != null) {
                throw new IllegalArgumentException("no " + wanted + " region here: " + problem);
            }
            return new RegionChoice(wanted, wanted + ", as asked for");
        }
        StringBuilder notBetter = new StringBuilder();
        for (RegionKind kind : RegionKind.values()) {
            String problem = problem(kind, memory);
            if (problem == null) {
                return new RegionChoice(kind, kind + (notBetter.length() == 0 ? "" : " (" + notBetter + ")"));
            }
            notBetter
                    .append(notBetter.length() == 0 ? "" : "; ")
                    .append("no ")
                    .append(kind)
                    .append(": ")
                    .append(problem);
        }
        throw new IllegalStateException("no kind of region: " + notBetter);
    }

    /**
     * Maps a region of this kind.
     *
     * @param length bytes, a multiple of 2 MiB
     * @throws NativeCallException if the kernel refuses the length
     */
    public Region map(long length) {
        return map(kind, NativeMemory.find(), length);
    }

    private static Region map(RegionKind kind, Optional<NativeMemory> memory, long length) {
        return kind == RegionKind.EMULATED
                ? new EmulatedRegion(memory, length)
                : new MappedRegion(memory.orElseThrow(), kind, length);
    }

    private static @Nullable String problem(RegionKind kind, Optional<NativeMemory> memory) {
        if (kind == RegionKind.EMULATED) {
            return null;
        }
        if (memory.isEmpty()) {
            return "needs Linux";
        }
        try (Region region = map(kind, memory, PROBE_BYTES)) {
            region.seal(0, PROBE_BYTES);
            region.discard(0, PROBE_BYTES);
            return null;
        } catch (NativeCallException e) {
            return e.getMessage();
        }
    }
}
