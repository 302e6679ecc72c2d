package io.ebbcache.client.cache;

import io.ebbcache.client.operation.CacheException;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

/**
 * A {@link Cache} for callers that wait; each method does what its namesake there does. Failures are thrown as they are; one that a method
 * would have to declare is the cause of a {@link java.util.concurrent.CompletionException}. A thread that is interrupted stays so, and gets
 * a {@link CacheException}: what it asked for may still be done. Not to be called where a future of the cache is completed.
 */
public final class BlockingCache<V> {
    private final Cache<V> cache;

    BlockingCache(Cache<V> cache) {
        this.cache = cache;
    }

    /** See {@link Cache#get}. */
    public Optional<V> get(String key) {
        return await(cache.get(key));
    }

    /** See {@link Cache#getVersioned}. */
    public Optional<Versioned<V>> getVersioned(String key) {
        return await(cache.getVersioned(key));
    }

    /** See {@link Cache#getAll}. */
    public Found<V> getAll(Collection<String> keys) {
        return await(cache.getAll(keys));
    }

    /** See {@link Cache#getAndTouch}. */
    public Optional<V> getAndTouch(String key, Duration ttl) {
        return await(cache.getAndTouch(key, ttl));
    }

    /** See {@link Cache#set(String, Object)}. */
    public void set(String key, V value) {
        await(cache.set(key, value));
    }

    /** See {@link Cache#set(String, Object, Duration)}. */
    public void set(String key, V value, Duration ttl) {
        await(cache.set(key, value, ttl));
    }

    /** See {@link Cache#add(String, Object)}. */
    public boolean add(String key, V value) {
        return await(cache.add(key, value));
    }

    /** See {@link Cache#add(String, Object, Duration)}. */
    public boolean add(String key, V value, Duration ttl) {
        return await(cache.add(key, value, ttl));
    }

    /** See {@link Cache#replace(String, Object)}. */
    public boolean replace(String key, V value) {
        return await(cache.replace(key, value));
    }

    /** See {@link Cache#replace(String, Object, Duration)}. */
    public boolean replace(String key, V value, Duration ttl) {
        return await(cache.replace(key, value, ttl));
    }

    /** See {@link Cache#append}. */
    public boolean append(String key, V value) {
        return await(cache.append(key, value));
    }

    /** See {@link Cache#prepend}. */
    public boolean prepend(String key, V value) {
        return await(cache.prepend(key, value));
    }

    /** See {@link Cache#compareAndSet(String, Object, long)}. */
    public CasResult compareAndSet(String key, V value, long version) {
        return await(cache.compareAndSet(key, value, version));
    }

    /** See {@link Cache#compareAndSet(String, Object, long, Duration)}. */
    public CasResult compareAndSet(String key, V value, long version, Duration ttl) {
        return await(cache.compareAndSet(key, value, version, ttl));
    }

    /** See {@link Cache#delete}. */
    public boolean delete(String key) {
        return await(cache.delete(key));
    }

    /** See {@link Cache#invalidate}. */
    public boolean invalidate(String key, Duration staleFor) {
        return await(cache.invalidate(key, staleFor));
    }

    /** See {@link Cache#touch}. */
    public boolean touch(String key, Duration ttl) {
        return await(cache.touch(key, ttl));
    }

    /** See {@link Cache#increment(String, long)}. */
    public OptionalLong increment(String key, long delta) {
        return await(cache.increment(key, delta));
    }

    /** See {@link Cache#decrement(String, long)}. */
    public OptionalLong decrement(String key, long delta) {
        return await(cache.decrement(key, delta));
    }

    /** See {@link Cache#increment(String, long, long, Duration)}. */
    public long increment(String key, long delta, long initial, Duration ttl) {
        return await(cache.increment(key, delta, initial, ttl));
    }

    /** See {@link Cache#decrement(String, long, long, Duration)}. */
    public long decrement(String key, long delta, long initial, Duration ttl) {
        return await(cache.decrement(key, delta, initial, ttl));
    }

    /** See {@link Cache#flush}. */
    public void flush() {
        await(cache.flush());
    }

    /** See {@link Cache#getOrLoad(String, Loader, Duration)}. */
    public V getOrLoad(String key, Function<? super String, ? extends V> loader, Duration ttl) {
        return getOrLoad(key, loader, LoadPolicy.of(ttl));
    }

    /** See {@link Cache#getOrLoad(String, Loader, LoadPolicy)}. The loader runs on the policy's executor and may block it. */
    public V getOrLoad(String key, Function<? super String, ? extends V> loader, LoadPolicy policy) {
        return await(cache.getOrLoad(key, name -> CompletableFuture.completedFuture(loader.apply(name)), policy));
    }

    private static <T> T await(CompletableFuture<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CacheException("interrupted while waiting for the cache", e);
        } catch (ExecutionException e) {
            throw Failures.unchecked(e);
        }
    }
}
