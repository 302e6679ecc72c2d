package io.ebbcache.bench.faults;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A read that did not return what it should have, in one line, with the times of day that the nodes' logs have too. */
final class Trace {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

    private final Instant begin;
    private final long beginNanos;
    private final DateTimeFormatter time;

    /**
     * Times by a pair of moments that are the same.
     *
     * @param zone of the times of day
     */
    Trace(Instant begin, long beginNanos, ZoneId zone) {
        this.begin = begin;
        this.beginNanos = beginNanos;
        this.time = TIME.withZone(zone);
    }

    String line(Scenario scenario, Finding finding) {
        Operation read = finding.suspect().read();
        Operation write = finding.missed();
        return String.format(
                Locale.ROOT,
                "%s scenario=%s key=%s owner=%s read=v%d via=%s at=%s ring=%s missed=%s,v%d via=%s at=%s ring=%s missed-in-all=%d reason=\"%s\"",
                finding.verdict(),
                scenario,
                finding.suspect().key(),
                finding.owner().isEmpty() ? "?" : finding.owner(),
                read.version(),
                read.node(),
                times(read),
                ring(finding.readRing()),
                write.kind(),
                write.version(),
                write.node(),
                times(write),
                ring(finding.writeRing()),
                finding.suspect().missed().size(),
                finding.reason());
    }

    private static String ring(@Nullable RingId ring) {
        return ring == null ? "?" : ring.toString();
    }

    private String times(Operation operation) {
        return time(operation.fromNanos()) + ".." + time(operation.toNanos());
    }

    private String time(long nanos) {
        return time.format(begin.plusNanos(nanos - beginNanos));
    }
}
