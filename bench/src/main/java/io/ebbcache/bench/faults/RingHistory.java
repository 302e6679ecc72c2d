package io.ebbcache.bench.faults;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one node told over time, as far as it is known for certain: from the first answer that tells of a ring to the moment at which
 * the last one was asked for. Before, after, and while the node does not answer, it is not known.
 */
final class RingHistory {
    private final List<Span<RingId>> rings = new ArrayList<>();
    private final List<Span<Long>> stoodIn = new ArrayList<>();
    private @Nullable Told latest;

    /** A time for which something is known. */
    private static final class Span<T> {
        private final T what;
        private final long from;
        private long to;

        private Span(T what, long from, long to) {
            this.what = what;
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
        boolean goesOn = latest != null;
        add(rings, goesOn, view.ring(), askedNanos, answeredNanos);
        add(stoodIn, goesOn, view.stoodIn(), askedNanos, answeredNanos);
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
        return at(rings, from, to);
    }

    /** Whether it certainly stood in for nobody between two moments. */
    synchronized boolean stoodInForNobody(long from, long to) {
        return at(stoodIn, from, to) != null;
    }

    /** The rings that came into force after a moment. */
    synchronized List<RingId> since(long nanos) {
        return rings.stream()
                .filter(span -> span.from >= nanos && span.what.exists())
                .map(span -> span.what)
                .toList();
    }

    private static <T> void add(List<Span<T>> spans, boolean goesOn, T what, long asked, long answered) {
        Span<T> last = spans.isEmpty() ? null : spans.get(spans.size() - 1);
        if (goesOn && last != null && last.what.equals(what)) {
            last.to = asked;
        } else {
            spans.add(new Span<>(what, answered, asked));
        }
    }

    private static <T> @Nullable T at(List<Span<T>> spans, long from, long to) {
        for (int i = spans.size() - 1; i >= 0; i--) {
            Span<T> span = spans.get(i);
            if (span.from <= from) {
                return to <= span.to ? span.what : null;
            }
        }
        return null;
    }
}
