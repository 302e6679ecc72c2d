package io.ebbcache.client.cache;

import io.ebbcache.client.codec.Codec;
import io.ebbcache.client.operation.Backend;
import io.ebbcache.client.operation.Keys;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * Keys under a name, which can all be invalidated at once. They lie as {@code name:version:key}; the version lies in the cache, too, as
 * {@code name:version}, and without it nothing under it is found again.
 *
 * <p>After {@link #invalidateAll} no value that was stored before is found: through this object, and the caches that it gives, at once;
 * by others when their {@code freshness} is over, counted from when they asked for the version. This holds even if the version itself is
 * evicted, dropped or flushed: then all values under it are gone, never an old one back. It does not hold between nodes that take each
 * other's place: while its node is not reachable, another one gives a namespace another version, and what is invalidated there is not
 * invalidated on the node that comes back.
 *
 * <p>The old values stay until they expire or are evicted. The version takes some 20 bytes of the 250 that a key may have. Make one object
 * for a name and keep it: it keeps the version.
 */
public final class Namespace<V> {

    /** How long a client works with a version before it asks again, unless told otherwise. */
    static final Duration FRESHNESS = Duration.ofSeconds(1);

    private final NamespaceKeys keys;
    private final Cache<V> cache;

    Namespace(Backend backend, Codec<V> codec, KeySpace outer, String name, Duration freshness, LongSupplier nanos) {
        Keys.encode(name);
        if (name.indexOf(':') >= 0) {
            throw new IllegalArgumentException("the name of a namespace has no colon: " + name);
        }
        if (freshness.isNegative() || freshness.compareTo(LoadPolicy.LONGEST) > 0) {
            throw new IllegalArgumentException("not a time to keep a version: " + freshness);
        }
        this.keys = new NamespaceKeys(backend, outer, name, freshness, nanos);
        this.cache = new Cache<>(backend, codec, keys, nanos);
    }

    /** The cache of these keys: all it does is done in this namespace, {@link Cache#flush} too. Always the same object. */
    public Cache<V> cache() {
        return cache;
    }

    /** Ends all values that were stored here before, however many: one request. */
    public CompletableFuture<Void> invalidateAll() {
        return keys.clear();
    }
}
