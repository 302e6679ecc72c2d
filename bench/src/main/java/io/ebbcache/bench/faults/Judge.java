package io.ebbcache.bench.faults;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Judges reads that returned what should have been replaced, when it is known which rings were in force before and after. A node
 * promises that a read sees all that was acknowledged before it began, as far as both nodes have one ring and reach the node that has the key.
 */
final class Judge {
    private final RingBook rings;
    private final Absences absences;

    Judge(RingBook rings, Absences absences) {
        this.rings = rings;
        this.absences = absences;
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
            String reader = readRing == null ? "the reader's ring changed or is not known" : "the reader had no ring";
            return Finding.behind(suspect, write, writeRing, reader);
        }
        String owner = rings.owner(readRing, suspect.key());
        boolean reads = absences.reached(read.node(), owner, read.fromNanos(), read.toNanos());
        boolean same = readRing.equals(writeRing);
        boolean wrote = same && absences.reached(write.node(), owner, write.fromNanos(), write.toNanos());
        RingId writerNow = rings.during(write.node(), read.fromNanos(), read.toNanos());
        boolean agreed = readRing.equals(writerNow);
        boolean bothReach = reads && absences.reached(write.node(), owner, read.fromNanos(), read.toNanos());
        return new Finding(
                verdict(same, agreed, reads && wrote, bothReach),
                suspect,
                write,
                readRing,
                writeRing,
                owner,
                reason(same, writeRing, reads, wrote) + stoodIn("writer", write) + stoodIn("reader", read));
    }

    /** Perhaps: it is told how often a node did, not for which key. */
    private String stoodIn(String who, Operation operation) {
        boolean nobody = rings.stoodInForNobody(operation.node(), operation.fromNanos(), operation.toNanos());
        return nobody ? "" : "; the " + who + " may have stood in";
    }

    private static Verdict verdict(boolean same, boolean agreed, boolean reached, boolean bothReachNow) {
        if (same && reached) {
            return Verdict.STALE;
        }
        if (agreed && bothReachNow) {
            return Verdict.RESURFACED;
        }
        return same ? Verdict.STOOD_IN : Verdict.BEHIND;
    }

    private static String reason(boolean same, @Nullable RingId writeRing, boolean reads, boolean wrote) {
        if (!same) {
            return writeRing == null
                    ? "the writer's ring changed or is not known"
                    : writeRing.exists() ? "different rings" : "the writer had no ring";
        }
        if (reads && wrote) {
            return "the same ring";
        }
        return reads
                ? "the same ring, the node that has the key was away when it was written"
                : "the same ring, the node that has the key was away when it was read";
    }
}
