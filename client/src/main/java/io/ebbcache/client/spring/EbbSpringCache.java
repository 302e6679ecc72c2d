package io.ebbcache.client.spring;

import io.ebbcache.client.cache.BlockingCache;
import io.ebbcache.client.cache.LoadPolicy;
import io.ebbcache.client.codec.CodecException;
import io.ebbcache.client.operation.CacheException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.cache.Cache;
import org.springframework.cache.support.SimpleValueWrapper;

/**
 * A cache of Spring whose keys are a namespace: clearing it ends all its values at once, in this process immediately, in others within a
 * second. What loads a value with {@code sync} runs once in all processes, see {@link io.ebbcache.client.cache.Cache#getOrLoad}.
 *
 * <p>Its methods wait for the cache, but {@code retrieve} does not. Keys become strings: parameters, arrays and lists as {@code (a,b)}, all else
 * by the conversion service of the settings or by {@code toString}, which must then say as much as {@code equals} compares. Strings that no
 * server takes are replaced by their SHA-256.
 */
public final class EbbSpringCache implements Cache {
    private final String name;
    private final io.ebbcache.client.cache.Cache<Optional<Object>> cache;
    private final BlockingCache<Optional<Object>> blocking;
    private final EbbCacheSettings settings;
    private final KeyText keys;
    private final RareWarning warning = new RareWarning(LoggerFactory.getLogger(EbbSpringCache.class));

    EbbSpringCache(String name, io.ebbcache.client.cache.Cache<Optional<Object>> cache, EbbCacheSettings settings) {
        this.name = name;
        this.cache = cache;
        this.blocking = cache.blocking();
        this.settings = settings;
        this.keys = new KeyText(settings.conversion());
    }

    @Override
    public String getName() {
        return name;
    }

    /** The {@link io.ebbcache.client.cache.Cache} of the namespace; nulls are empty in it. */
    @Override
    public Object getNativeCache() {
        return cache;
    }

    @Override
    public @Nullable ValueWrapper get(Object key) {
        return wrapped(find(keys.of(key)));
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> @Nullable T get(Object key, @Nullable Class<T> type) {
        Object value = find(keys.of(key)).flatMap(found -> found).orElse(null);
        if (value != null && type != null && !type.isInstance(value)) {
            throw new IllegalStateException("a value in cache " + name + " is no " + type.getName() + ", but a "
                    + value.getClass().getName());
        }
        return (T) value;
    }

    /**
     * The value; where there is none, what the loader makes. It runs on this thread, unless the settings have it refresh ahead: then it runs on
     * their executor. If the cache fails, the value is loaded, whatever the settings say.
     */
    @Override
    @SuppressWarnings("unchecked")
    public <T> @Nullable T get(Object key, Callable<T> loader) {
        LoadPolicy policy = settings.load();
        CallerThread caller = new CallerThread(policy.executor());
        LoadPolicy here = policy.refreshAhead().isZero() ? policy.withExecutor(caller) : policy;
        try {
            return (T) caller.await(cache.getOrLoad(keys.of(key), text -> called(loader), here))
                    .orElse(null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ValueRetrievalException(key, loader, e);
        } catch (ExecutionException e) {
            throw new ValueRetrievalException(key, loader, e.getCause());
        }
    }

    private static <T> CompletionStage<Optional<Object>> called(Callable<T> loader) {
        try {
            return CompletableFuture.completedFuture(Optional.ofNullable(loader.call()));
        } catch (Exception e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public CompletableFuture<?> retrieve(Object key) {
        CompletableFuture<Optional<Optional<Object>>> found = cache.get(keys.of(key));
        return found.exceptionally(this::missed)
                .thenApply(value -> settings.nullValues()
                        ? wrapped(value)
                        : value.flatMap(it -> it).orElse(null));
    }

    /** The value; where there is none, what the loader makes, which is called on the executor of the settings. */
    @Override
    @SuppressWarnings("unchecked")
    public <T> CompletableFuture<T> retrieve(Object key, Supplier<CompletableFuture<T>> loader) {
        return cache.getOrLoad(
                        keys.of(key),
                        text -> loader.get().<Optional<Object>>thenApply(Optional::ofNullable),
                        settings.load())
                .thenApply(value -> (T) value.orElse(null));
    }

    @Override
    public void put(Object key, @Nullable Object value) {
        Duration ttl = settings.load().ttl();
        String text = keys.of(key);
        Optional<Object> stored = Optional.ofNullable(value);
        try {
            if (ttl == null) {
                blocking.set(text, stored);
            } else {
                blocking.set(text, stored, ttl);
            }
        } catch (CacheException e) {
            dropped(e);
        }
    }

    /** Stores a value if there is none. Where another caller is just loading one, this one is stored, and that one is not. */
    @Override
    public @Nullable ValueWrapper putIfAbsent(Object key, @Nullable Object value) {
        Duration ttl = settings.load().ttl();
        String text = keys.of(key);
        Optional<Object> stored = Optional.ofNullable(value);
        try {
            if (ttl == null ? blocking.add(text, stored) : blocking.add(text, stored, ttl)) {
                return null;
            }
            ValueWrapper present = wrapped(find(text));
            if (present == null) {
                put(key, value);
            }
            return present;
        } catch (CacheException e) {
            dropped(e);
            return null;
        }
    }

    @Override
    public void evict(Object key) {
        blocking.delete(keys.of(key));
    }

    @Override
    public boolean evictIfPresent(Object key) {
        return blocking.delete(keys.of(key));
    }

    @Override
    public void clear() {
        blocking.flush();
    }

    private Optional<Optional<Object>> find(String key) {
        try {
            return blocking.get(key);
        } catch (CacheException | CodecException e) {
            return missed(e);
        }
    }

    private Optional<Optional<Object>> missed(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        boolean ofTheCache = cause instanceof CacheException || cause instanceof CodecException;
        if (ofTheCache && settings.failuresAreMisses()) {
            warning.warn("a read failed, it counts as a miss", name, cause);
            return Optional.empty();
        }
        throw cause instanceof RuntimeException known ? known : new CompletionException(cause);
    }

    private void dropped(CacheException failure) {
        if (!settings.failuresAreMisses()) {
            throw failure;
        }
        warning.warn("a value could not be stored, it is dropped", name, failure);
    }

    private static @Nullable ValueWrapper wrapped(Optional<Optional<Object>> found) {
        return found.map(value -> new SimpleValueWrapper(value.orElse(null))).orElse(null);
    }
}
