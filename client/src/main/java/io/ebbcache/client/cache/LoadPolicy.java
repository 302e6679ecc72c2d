package io.ebbcache.client.cache;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;

/**
 * How {@link Cache#getOrLoad} loads. Servers count in whole seconds: begun ones count as whole ones. No time but the time to live
 * is longer than 30 days.
 *
 * @param ttl how long a loaded value lives; null if it never expires
 * @param refreshAhead a value that expires within this time is loaded anew by one reader, in the background; zero if none is
 * @param claimFor how long others leave the loading of a missing value to the one who began it
 * @param waitAtMost how long others wait for that value before they load it themselves; zero if they do not wait
 * @param executor calls the loader
 */
public record LoadPolicy(
        @Nullable Duration ttl, Duration refreshAhead, Duration claimFor, Duration waitAtMost, Executor executor) {

    private static final Duration CLAIM_FOR = Duration.ofSeconds(10);
    private static final Duration WAIT_AT_MOST = Duration.ofSeconds(2);

    /** Servers take more seconds than these for a date. */
    static final Duration LONGEST = Duration.ofDays(30);

    public LoadPolicy {
        check(ttl == null || isPositive(ttl), "not a time to live", ttl);
        check(!refreshAhead.isNegative(), "not a time to refresh ahead", refreshAhead);
        check(
                refreshAhead.isZero() || (ttl != null && refreshAhead.compareTo(ttl) < 0),
                "a value does not live longer than the time to refresh ahead",
                refreshAhead);
        check(isShort(refreshAhead), "more than 30 days to refresh ahead", refreshAhead);
        check(isPositive(claimFor) && isShort(claimFor), "not a time to claim", claimFor);
        check(!waitAtMost.isNegative() && isShort(waitAtMost), "not a time to wait", waitAtMost);
    }

    /** Values live for so long; nothing is refreshed ahead; a claim lasts 10 s; others wait 2 s; the common pool loads. */
    public static LoadPolicy of(Duration ttl) {
        return new LoadPolicy(ttl, Duration.ZERO, CLAIM_FOR, WAIT_AT_MOST, ForkJoinPool.commonPool());
    }

    /** As {@link #of}, but values never expire. */
    public static LoadPolicy neverExpiring() {
        return new LoadPolicy(null, Duration.ZERO, CLAIM_FOR, WAIT_AT_MOST, ForkJoinPool.commonPool());
    }

    /** The same with another time to live. */
    public LoadPolicy withTtl(Duration other) {
        return new LoadPolicy(other, refreshAhead, claimFor, waitAtMost, executor);
    }

    /** The same with another time in which values are refreshed ahead: shorter than the time to live. */
    public LoadPolicy withRefreshAhead(Duration other) {
        return new LoadPolicy(ttl, other, claimFor, waitAtMost, executor);
    }

    /** The same with another duration of claims: longer than the loader takes. */
    public LoadPolicy withClaimFor(Duration other) {
        return new LoadPolicy(ttl, refreshAhead, other, waitAtMost, executor);
    }

    /** The same with another patience. */
    public LoadPolicy withWaitAtMost(Duration other) {
        return new LoadPolicy(ttl, refreshAhead, claimFor, other, executor);
    }

    /** The same with other threads for the loader. */
    public LoadPolicy withExecutor(Executor other) {
        return new LoadPolicy(ttl, refreshAhead, claimFor, waitAtMost, other);
    }

    private static boolean isPositive(Duration time) {
        return !time.isZero() && !time.isNegative();
    }

    private static boolean isShort(Duration time) {
        return time.compareTo(LONGEST) <= 0;
    }

    private static void check(boolean possible, String what, @Nullable Duration time) {
        if (!possible) {
            throw new IllegalArgumentException(what + ": " + time);
        }
    }
}
