package io.ebbcache.bench.faults;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rings that one node went by, as far as they are known for certain: from the first answer that tells of a ring to the moment
 * at which the last one was asked for. Before, after, and while the node does not answer, it is not known.
 */
final class RingHistory {
    private final List<Span> spans = new ArrayList<>();
    private @Nullable Told latest;

    /** A time for which a ring is known. */
    private static final class Span {
        private final RingId ring;
        private final long from;
        private long to;

        private Span(RingId ring, long from, long to) {
            this.ring = ring;
            this.from = from;
            this.to = to;
        }
    }

    /**
     * An answer.
     *
     * @param askedNanos when it was asked for
     */
    record Told(long askedNanos, NodeView view) {}

    /** The node has answered. */
    synchronized void told(long askedNanos, long answeredNanos, NodeView view) {
        Told before = latest;
        if (before != null && before.view().ring().equals(view.ring())) {
            spans.get(spans.size() - 1).to = askedNanos;
        } else {
            spans.add(new Span(view.ring(), answeredNanos, askedNanos));
        }
        latest = new Told(askedNanos, view);
    }

    /** The node has not answered. */
    synchronized void silent() {
        latest = null;
    }

    /** The last answer; null if the node does not answer. */
    synchronized @Nullable Told latest() {
        return latest;
    }

    /** The ring that was in force all the time from one moment to another; null if that is not known, or it changed. */
    synchronized @Nullable RingId during(long from, long to) {
        for (int i = spans.size() - 1; i >= 0; i--) {
            Span span = spans.get(i);
            if (span.from <= from) {
                return to <= span.to ? span.ring : null;
            }
        }
        return null;
    }

    /** The rings that may have been in force some time from one moment to another, with the last one before and the first one after. */
    synchronized List<RingId> around(long from, long to) {
        List<RingId> rings = new ArrayList<>();
        for (int i = 0; i < spans.size(); i++) {
            boolean over = i + 1 < spans.size() && spans.get(i + 1).from <= from;
            boolean toCome = i > 0 && spans.get(i - 1).to >= to;
            if (!over && !toCome) {
                rings.add(spans.get(i).ring);
            }
        }
        return rings;
    }

    /** The rings that came into force after a moment. */
    synchronized List<RingId> since(long nanos) {
        return spans.stream()
                .filter(span -> span.from >= nanos && span.ring.exists())
                .map(span -> span.ring)
                .toList();
    }
}
