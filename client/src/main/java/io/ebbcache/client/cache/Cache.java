package io.ebbcache.client.cache;

import io.ebbcache.client.codec.Codec;
import io.ebbcache.client.codec.CodecException;
import io.ebbcache.client.codec.Encoded;
import io.ebbcache.client.operation.Backend;
import io.ebbcache.client.operation.CacheException;
import io.ebbcache.client.operation.Expiry;
import io.ebbcache.client.operation.Keys;
import io.ebbcache.client.operation.Reply;
import io.ebbcache.client.operation.Request;
import io.ebbcache.client.operation.Verb;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Values under keys, asynchronously. Safe for use by many threads. It holds no connections of its own: what closes the {@link Backend} ends
 * it, too.
 *
 * <p>Keys are 1 to 250 bytes of UTF-8. Times to live count in whole seconds, begun ones included. What is wrong with an argument is thrown
 * at once: a key or a time that cannot be ({@link IllegalArgumentException}), a value that the codec cannot store. All else is a
 * failure of the future: {@link CacheException} if the request failed, {@link CodecException} if what lies there is no value of the codec.
 * What is chained to a future may run on a thread of the backend: it must not block.
 *
 * @param <V> the values, as the codec knows them
 */
public final class Cache<V> {
    private final Backend backend;
    private final Codec<V> codec;
    private final KeySpace keys;
    private final LongSupplier nanos;
    private final Loads<V> loads = new Loads<>();

    /** A cache over all keys of a backend. */
    public Cache(Backend backend, Codec<V> codec) {
        this(backend, codec, KeySpace.whole(backend), System::nanoTime);
    }

    Cache(Backend backend, Codec<V> codec, KeySpace keys, LongSupplier nanos) {
        this.backend = backend;
        this.codec = codec;
        this.keys = keys;
        this.nanos = nanos;
    }

    /** The value. One that was invalidated counts as missing. */
    public CompletableFuture<Optional<V>> get(String key) {
        return ask(key, Request::get).thenApply(this::value);
    }

    /** The value and its version, for {@link #compareAndSet}. */
    public CompletableFuture<Optional<Versioned<V>>> getVersioned(String key) {
        return ask(key, Request::get)
                .thenApply(reply -> value(reply).map(value -> new Versioned<>(value, reply.cas())));
    }

    /** The values of many keys. Never fails as a whole: keys whose node failed are among the failures, the others are there. */
    public CompletableFuture<Found<V>> getAll(Collection<String> wanted) {
        Map<String, CompletableFuture<Optional<V>>> asked = new LinkedHashMap<>();
        CompletableFuture<String> prefix = keys.prefix();
        for (String key : new LinkedHashSet<>(wanted)) {
            asked.put(key, ask(prefix, key, Request::get).thenApply(this::value));
        }
        return CompletableFuture.allOf(asked.values().toArray(CompletableFuture<?>[]::new))
                .handle((all, failure) -> collect(asked));
    }

    private static <V> Found<V> collect(Map<String, CompletableFuture<Optional<V>>> done) {
        Map<String, V> values = new LinkedHashMap<>();
        Map<String, Throwable> failures = new LinkedHashMap<>();
        done.forEach((key, each) -> each.whenComplete((value, failure) -> {
            if (failure == null) {
                value.ifPresent(found -> values.put(key, found));
            } else {
                failures.put(key, Failures.cause(failure));
            }
        }));
        return new Found<>(values, failures);
    }

    /** The value, which lives for so long from now on. */
    public CompletableFuture<Optional<V>> getAndTouch(String key, Duration ttl) {
        long expiry = Expiry.of(ttl);
        return ask(key, place -> Request.getAndTouch(place, expiry)).thenApply(this::value);
    }

    /** Stores a value that never expires. */
    public CompletableFuture<Void> set(String key, V value) {
        return store(Verb.SET, key, value, Expiry.NEVER).thenAccept(reply -> {});
    }

    /** Stores a value. */
    public CompletableFuture<Void> set(String key, V value, Duration ttl) {
        return store(Verb.SET, key, value, Expiry.of(ttl)).thenAccept(reply -> {});
    }

    /** Stores a value that never expires if there is none; whether it did. */
    public CompletableFuture<Boolean> add(String key, V value) {
        return store(Verb.ADD, key, value, Expiry.NEVER).thenApply(Reply::isDone);
    }

    /** Stores a value if there is none; whether it did. One that was invalidated, or is being loaded, is there. */
    public CompletableFuture<Boolean> add(String key, V value, Duration ttl) {
        return store(Verb.ADD, key, value, Expiry.of(ttl)).thenApply(Reply::isDone);
    }

    /** Stores a value that never expires if there is one; whether it did. */
    public CompletableFuture<Boolean> replace(String key, V value) {
        return store(Verb.REPLACE, key, value, Expiry.NEVER).thenApply(Reply::isDone);
    }

    /** Stores a value if there is one; whether it did. */
    public CompletableFuture<Boolean> replace(String key, V value, Duration ttl) {
        return store(Verb.REPLACE, key, value, Expiry.of(ttl)).thenApply(Reply::isDone);
    }

    /**
     * Puts this behind the value if there is one; whether it did.
     *
     * @throws IllegalStateException if the codec makes values that cannot be put together
     */
    public CompletableFuture<Boolean> append(String key, V value) {
        return extend(Verb.APPEND, key, value);
    }

    /**
     * Puts this before the value if there is one; whether it did.
     *
     * @throws IllegalStateException if the codec makes values that cannot be put together
     */
    public CompletableFuture<Boolean> prepend(String key, V value) {
        return extend(Verb.PREPEND, key, value);
    }

    private CompletableFuture<Boolean> extend(Verb verb, String key, V value) {
        if (!codec.canConcatenate()) {
            throw new IllegalStateException("values of this codec cannot be put together");
        }
        return store(verb, key, value, Expiry.NEVER).thenApply(Reply::isDone);
    }

    /** Stores a value if the present one is still of this version. */
    public CompletableFuture<CasResult> compareAndSet(String key, V value, long version, Duration ttl) {
        return compareAndSet(key, value, version, Expiry.of(ttl));
    }

    /** Stores a value that never expires if the present one is still of this version. */
    public CompletableFuture<CasResult> compareAndSet(String key, V value, long version) {
        return compareAndSet(key, value, version, Expiry.NEVER);
    }

    private CompletableFuture<CasResult> compareAndSet(String key, V value, long version, long expiry) {
        Encoded encoded = codec.encode(value);
        return change(key, place -> Request.cas(place, encoded.flags(), encoded.bytes(), expiry, version))
                .thenApply(reply -> switch (reply.outcome()) {
                    case DONE -> CasResult.STORED;
                    case EXISTS -> CasResult.CHANGED;
                    case NOT_FOUND, NOT_STORED -> CasResult.MISSING;
                });
    }

    /** Removes the value; whether there was an item. */
    public CompletableFuture<Boolean> delete(String key) {
        return change(key, Request::delete).thenApply(Reply::isDone);
    }

    /**
     * Marks the value as no longer true; whether there was one. Plain reads do not see it any more; {@link #getOrLoad} returns it to all
     * but one caller, who loads the new one. A plain read that comes first takes that caller's place: do not mix them. Servers without the
     * meta protocol remove it.
     *
     * @param staleFor so long it stays, if no new one is stored and nothing touches it
     */
    public CompletableFuture<Boolean> invalidate(String key, Duration staleFor) {
        long expiry = Expiry.of(staleFor);
        return change(key, place -> Request.invalidate(place, expiry)).thenApply(Reply::isDone);
    }

    /** Lets the value live for so long from now on; whether there was one. */
    public CompletableFuture<Boolean> touch(String key, Duration ttl) {
        long expiry = Expiry.of(ttl);
        return ask(key, place -> Request.touch(place, expiry)).thenApply(Reply::isDone);
    }

    /** Adds to a counter, which is decimal digits as text; its new value (unsigned, wraps at 2^64), or empty if there is none. */
    public CompletableFuture<OptionalLong> increment(String key, long delta) {
        return count(key, Verb.INCREMENT, delta);
    }

    /** Takes from a counter, down to 0; its new value, or empty if there is none. */
    public CompletableFuture<OptionalLong> decrement(String key, long delta) {
        return count(key, Verb.DECREMENT, delta);
    }

    /** Adds to a counter; where there is none it becomes {@code initial}, and lives for so long. Needs the meta protocol. */
    public CompletableFuture<Long> increment(String key, long delta, long initial, Duration ttl) {
        return count(key, Verb.INCREMENT, delta, initial, ttl);
    }

    /** Takes from a counter; where there is none it becomes {@code initial}, and lives for so long. Needs the meta protocol. */
    public CompletableFuture<Long> decrement(String key, long delta, long initial, Duration ttl) {
        return count(key, Verb.DECREMENT, delta, initial, ttl);
    }

    private CompletableFuture<OptionalLong> count(String key, Verb verb, long delta) {
        checkCount(delta);
        return change(key, place -> Request.count(verb, place, delta))
                .thenApply(reply -> reply.isDone() ? OptionalLong.of(reply.number()) : OptionalLong.empty());
    }

    private CompletableFuture<Long> count(String key, Verb verb, long delta, long initial, Duration ttl) {
        checkCount(delta);
        checkCount(initial);
        long expiry = Expiry.of(ttl);
        return change(key, place -> Request.count(verb, place, delta, initial, expiry))
                .thenApply(reply -> {
                    if (!reply.isDone()) {
                        throw new CacheException("the counter " + key + " came and went: " + reply.outcome());
                    }
                    return reply.number();
                });
    }

    private static void checkCount(long number) {
        if (number < 0) {
            throw new IllegalArgumentException("counters and what is added to them are not negative: " + number);
        }
    }

    /** Ends all values: of all keys of the backend, or of the namespace if this is the cache of one. */
    public CompletableFuture<Void> flush() {
        return keys.clear().whenComplete((done, failure) -> loads.forgetAll());
    }

    /** As {@link #getOrLoad(String, Loader, LoadPolicy)}, with what is usual. */
    public CompletableFuture<V> getOrLoad(String key, Loader<V> loader, Duration ttl) {
        return getOrLoad(key, loader, LoadPolicy.of(ttl));
    }

    /**
     * The value; where there is none, what the loader makes, which is stored. One caller of all loads, in all processes that use this
     * method; the others wait for its value. Of calls in this process for one key, the first one's loader and policy count.
     *
     * <p>A value that was invalidated is returned to all but the one who loads the new one; if its loader fails it is returned to that one,
     * too, and to all until its time is over. A value that is to be refreshed ahead is returned to all. What is changed or removed during
     * the load is not overwritten by its value. If the cache fails, the value is loaded without it. If the loader fails without an old
     * value, its exception is the failure, and the next caller tries again. A value that the codec cannot read is loaded anew. A loader
     * must not ask for its own key: it would wait for itself.
     */
    public CompletableFuture<V> getOrLoad(String key, Loader<V> loader, LoadPolicy policy) {
        byte[] plain = Keys.encode(key);
        Load<V> load = new Load<>(key, loader, policy, codec);
        return keys.prefix()
                .handle((prefix, failure) -> {
                    if (failure == null) {
                        byte[] place = place(prefix, key, plain);
                        return loads.join(prefix + key, () -> new Flight<>(backend, place, load, nanos).run());
                    }
                    Throwable cause = Failures.cause(failure);
                    return cause instanceof CacheException
                            ? loads.join(key, load::run)
                            : CompletableFuture.<V>failedFuture(cause);
                })
                .thenCompose(Function.identity());
    }

    /** The same cache for callers that wait. */
    public BlockingCache<V> blocking() {
        return new BlockingCache<>(this);
    }

    /** The same keys with other values. */
    public <W> Cache<W> withCodec(Codec<W> other) {
        return new Cache<>(backend, other, keys, nanos);
    }

    /** Keys under a name, which can be invalidated together; the version is asked for again after a second. */
    public Namespace<V> namespace(String name) {
        return namespace(name, Namespace.FRESHNESS);
    }

    /**
     * Keys under a name, which can be invalidated together.
     *
     * @param name without colons
     * @param freshness how long after another client's invalidation old values may be found, at most 30 days; zero asks each
     *     time
     */
    public Namespace<V> namespace(String name, Duration freshness) {
        return new Namespace<>(backend, codec, keys, name, freshness, nanos);
    }

    private Optional<V> value(Reply reply) {
        return Hit.isValid(reply) ? Optional.of(codec.decode(reply.flags(), reply.value())) : Optional.empty();
    }

    private CompletableFuture<Reply> store(Verb verb, String key, V value, long expiry) {
        Encoded encoded = codec.encode(value);
        return change(key, place -> Request.store(verb, place, encoded.flags(), encoded.bytes(), expiry));
    }

    private CompletableFuture<Reply> ask(String key, Function<byte[], Request> request) {
        return ask(keys.prefix(), key, request);
    }

    private CompletableFuture<Reply> ask(
            CompletableFuture<String> prefix, String key, Function<byte[], Request> request) {
        byte[] plain = Keys.encode(key);
        if (prefix.isDone() && !prefix.isCompletedExceptionally()) { // as always without namespaces: one future less
            return backend.execute(request.apply(place(prefix.join(), key, plain)));
        }
        return prefix.thenCompose(known -> backend.execute(request.apply(place(known, key, plain))));
    }

    private CompletableFuture<Reply> change(String key, Function<byte[], Request> request) {
        byte[] plain = Keys.encode(key);
        return keys.prefix()
                .thenCompose(prefix -> backend.execute(request.apply(place(prefix, key, plain)))
                        .whenComplete((reply, failure) -> loads.forget(prefix + key)));
    }

    private static byte[] place(String prefix, String key, byte[] plain) {
        return prefix.isEmpty() ? plain : Keys.encode(prefix + key);
    }
}
