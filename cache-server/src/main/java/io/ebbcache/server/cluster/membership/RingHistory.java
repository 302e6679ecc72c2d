package io.ebbcache.server.cluster.membership;

import io.ebbcache.server.cluster.ring.RingNews;
import io.ebbcache.server.cluster.ring.RingView;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The ring that is in force here, and those that were before it. A ring that was decided by who did not know of this node's one, as where the parts of a
 * split cluster have just met, is not taken: what was stored under this node's ring would count for nothing. Soon there is one that does. Used by one thread.
 */
final class RingHistory {

    /** After so long any later ring is better than none. */
    static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final List<RingView> rings = new ArrayList<>();
    private boolean refusing;
    private long refusedNanos;

    /** The oldest first; the last one is in force. */
    List<RingView> all() {
        return rings;
    }

    @Nullable
    RingView current() {
        return rings.isEmpty() ? null : rings.get(rings.size() - 1);
    }

    /** Which ring is in force; null if none is. */
    @Nullable
    RingId id() {
        RingView current = current();
        return current == null ? null : RingId.of(current);
    }

    /** Of the ring that is in force; 0 if none is. */
    long version() {
        RingView current = current();
        return current == null ? 0 : current.version();
    }

    /** Whether who holds this ring, or none, can be told of the one that is in force here. */
    boolean follows(@Nullable RingId held) {
        return held == null || rings.stream().anyMatch(each -> RingId.of(each).equals(held));
    }

    /** The ring that is in force, as it is told; there has to be one. */
    RingNews news() {
        int last = rings.size() - 1;
        return new RingNews(rings.get(last), rings.subList(0, last));
    }

    /** Whether this ring is in force from now on. */
    boolean take(RingNews news, long nanos) {
        RingView current = current();
        if (news.current().version() <= version()) {
            return false;
        }
        if (current != null && news.before().stream().noneMatch(current::isSame) && refuses(nanos)) {
            return false;
        }
        refusing = false;
        rings.clear();
        rings.addAll(news.before());
        rings.add(news.current());
        while (rings.size() > RingNews.MOST_REMEMBERED + 1) {
            rings.remove(0);
        }
        return true;
    }

    private boolean refuses(long nanos) {
        if (!refusing) {
            refusing = true;
            refusedNanos = nanos;
        }
        return nanos - refusedNanos < PATIENCE_NANOS;
    }
}
