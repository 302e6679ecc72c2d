package io.ebbcache.client.cache;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The loads that are on their way in this process: one for a place. */
final class Loads<V> {
    private final ConcurrentHashMap<String, CompletableFuture<V>> flights = new ConcurrentHashMap<>();

    /** Joins the flight to this place, or starts it. All get the same future: only to be chained to, not to be given away. */
    CompletableFuture<V> join(String place, Supplier<CompletableFuture<V>> start) {
        CompletableFuture<V> mine = new CompletableFuture<>();
        CompletableFuture<V> other = flights.putIfAbsent(place, mine);
        if (other != null) {
            return other;
        }
        try {
            start.get().whenComplete((value, failure) -> {
                flights.remove(place, mine);
                if (failure == null) {
                    mine.complete(value);
                } else {
                    mine.completeExceptionally(Failures.cause(failure));
                }
            });
        } catch (RuntimeException e) {
            flights.remove(place, mine);
            mine.completeExceptionally(e);
        }
        return mine;
    }

    /** The place has changed: who comes from now on does not join a flight that may know only what was before. */
    void forget(String place) {
        flights.remove(place);
    }

    /** As {@link #forget}, for all places. */
    void forgetAll() {
        flights.clear();
    }
}
