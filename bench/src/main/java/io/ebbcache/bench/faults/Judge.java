package io.ebbcache.bench.faults;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Judges reads that returned what should have been replaced, when it is known which rings were in force before and after. Nodes with one
 * ring promise that a read sees all that was acknowledged before it began, unless that was in a ring that does not count for others.
 */
final class Judge {
    private final RingBook rings;

    Judge(RingBook rings) {
        this.rings = rings;
    }

    /** By the write that speaks most against it. */
    Finding judge(Suspect suspect) {
        return suspect.missed().stream()
                .map(write -> judge(suspect, write))
                .min(Comparator.comparing(Finding::verdict))
                .orElseThrow(() -> new IllegalArgumentException("nothing was missed: " + suspect));
    }

    private Finding judge(Suspect suspect, Operation write) {
        Operation read = suspect.read();
        RingId readRing = rings.during(read.node(), read.fromNanos(), read.toNanos());
        RingId writeRing = rings.during(write.node(), write.fromNanos(), write.toNanos());
        if (readRing == null || !readRing.exists()) {
            String reason = readRing == null ? "the reader's ring changed or is not known" : "the reader had no ring";
            return new Finding(Verdict.BEHIND, suspect, write, readRing, writeRing, "", reason);
        }
        String owner = rings.owner(readRing, suspect.key());
        Verdict verdict = readRing.equals(writeRing)
                ? Verdict.STALE
                : resurfaced(readRing, read, write) ? Verdict.RESURFACED : Verdict.BEHIND;
        return new Finding(verdict, suspect, write, readRing, writeRing, owner, reason(readRing, writeRing));
    }

    private boolean resurfaced(RingId readRing, Operation read, Operation write) {
        return readRing.equals(rings.during(write.node(), read.fromNanos(), read.toNanos()))
                && rings.counts(write.node(), write.fromNanos(), write.toNanos());
    }

    private static String reason(RingId readRing, @Nullable RingId writeRing) {
        if (writeRing == null) {
            return "the writer's ring changed or is not known";
        }
        if (!writeRing.exists()) {
            return "the writer had no ring";
        }
        return readRing.equals(writeRing) ? "the same ring" : "different rings";
    }
}
