package io.ebbcache.client.cache;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.ebbcache.client.codec.CodecException;
import io.ebbcache.client.codec.Encoded;
import io.ebbcache.client.operation.Backend;
import io.ebbcache.client.operation.CacheException;
import io.ebbcache.client.operation.Expiry;
import io.ebbcache.client.operation.Reply;
import io.ebbcache.client.operation.Request;
import io.ebbcache.client.operation.Verb;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One reading of a value that is loaded if it is not there, by one client of all. The server chooses: where there is no item it makes an
 * empty one, a placeholder, and tells one reader that it has won. That one loads and stores under the placeholder's CAS number: if somebody
 * has changed or removed the item since, what was loaded may be old, and is not stored. The others ask again until there is a value, or
 * their patience ends. A value that ends soon, and one that was invalidated, also have one winner each; the others go on with that value.
 * See "Scaling Memcache at Facebook" (NSDI 2013), where these are leases.
 */
final class Flight<V> {
    private static final Logger LOG = LoggerFactory.getLogger(Flight.class);
    private static final long FIRST_PAUSE_NANOS = Duration.ofMillis(5).toNanos();
    private static final long LONGEST_PAUSE_NANOS = Duration.ofMillis(160).toNanos();

    private final Backend backend;
    private final byte[] place;
    private final Load<V> load;
    private final Request question;
    private final LongSupplier nanos;
    private final long startNanos;

    Flight(Backend backend, byte[] place, Load<V> load, LongSupplier nanos) {
        this.backend = backend;
        this.place = place;
        this.load = load;
        this.question = Request.get(place, claim(load.policy()));
        this.nanos = nanos;
        this.startNanos = nanos.getAsLong();
    }

    private static Request.Claim claim(LoadPolicy policy) {
        Duration ahead = policy.refreshAhead();
        return new Request.Claim(Expiry.seconds(policy.claimFor()), ahead.isZero() ? 0 : Expiry.seconds(ahead));
    }

    CompletableFuture<V> run() {
        return ask(FIRST_PAUSE_NANOS);
    }

    private CompletableFuture<V> ask(long pauseNanos) {
        return backend.execute(question)
                .handle((reply, failure) -> failure == null ? answered(reply, pauseNanos) : unanswered(failure))
                .thenCompose(Function.identity());
    }

    private CompletableFuture<V> unanswered(Throwable failure) {
        Throwable cause = Failures.cause(failure);
        return cause instanceof CacheException ? load.run() : CompletableFuture.failedFuture(cause);
    }

    private CompletableFuture<V> answered(Reply reply, long pauseNanos) {
        if (!reply.isDone()) {
            // a server that knows no claims
            return load.run().thenCompose(this::add);
        }
        if (Hit.isPlaceholder(reply)) {
            return reply.won() || patienceNanos() <= 0 ? fill(reply) : pause(pauseNanos);
        }
        V present;
        try {
            present = load.codec().decode(reply.flags(), reply.value());
        } catch (CodecException e) {
            // whoever wrote it, this client cannot live with it
            return fill(reply);
        }
        if (!reply.won()) {
            return CompletableFuture.completedFuture(present);
        }
        CompletableFuture<V> refreshed = fill(reply).whenComplete(this::tell);
        return reply.stale() ? refreshed.exceptionally(failure -> present) : CompletableFuture.completedFuture(present);
    }

    private void tell(V value, Throwable failure) {
        if (failure != null) {
            LOG.warn(
                    "the value of {} could not be loaded anew, the old one stays", load.key(), Failures.cause(failure));
        }
    }

    private long patienceNanos() {
        return load.policy().waitAtMost().toNanos() - (nanos.getAsLong() - startNanos);
    }

    private CompletableFuture<V> pause(long pauseNanos) {
        long pause = Math.min(pauseNanos, patienceNanos());
        long next = Math.min(pauseNanos * 2, LONGEST_PAUSE_NANOS);
        // not on the policy's executor: one that rejects would leave this waiting for ever
        return CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(pause, NANOSECONDS))
                .thenCompose(over -> ask(next));
    }

    /** Loads and stores, if the item is still the one that was read. */
    private CompletableFuture<V> fill(Reply read) {
        return load.run()
                .thenCompose(value -> {
                    Encoded encoded = load.codec().encode(value);
                    Request store = Request.cas(place, encoded.flags(), encoded.bytes(), load.expiry(), read.cas());
                    return afterwards(store, value);
                })
                .exceptionallyCompose(failure -> release(read, failure));
    }

    private CompletableFuture<V> add(V value) {
        Encoded encoded = load.codec().encode(value);
        Request add = Request.store(Verb.ADD, place, encoded.flags(), encoded.bytes(), load.expiry());
        return afterwards(add, value);
    }

    /** The value was loaded: what becomes of it in the cache is no reason not to return it. */
    private CompletableFuture<V> afterwards(Request store, V value) {
        return backend.execute(store).handle((reply, failure) -> value);
    }

    /** Lets another one try at once. The placeholder of another is not this one's to remove. */
    private CompletableFuture<V> release(Reply read, Throwable failure) {
        Throwable cause = Failures.cause(failure);
        if (!read.won() || !Hit.isPlaceholder(read)) {
            return CompletableFuture.failedFuture(cause);
        }
        return backend.execute(Request.delete(place, read.cas())).handle((reply, ignored) -> {
            throw new CompletionException(cause);
        });
    }
}
