package io.ebbcache.client.spring;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ebbcache.client.cache.Cache;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.CacheManager;

/**
 * Caches for Spring, each in a namespace of one cache of Ebb. It opens nothing and closes nothing.
 *
 * <pre>{@code
 * @Bean
 * CacheManager caches(Cache<byte[]> ebb) {
 *     return new EbbCacheManager(ebb, Map.of(
 *             "books", EbbCacheSettings.of(Codecs.json(Book.class), Duration.ofMinutes(10)),
 *             "prices", EbbCacheSettings.of(Codecs.number(), Duration.ofSeconds(30)).withNullValues(false)));
 * }
 * }</pre>
 */
public final class EbbCacheManager implements CacheManager {
    private static final int LONGEST_NAME = 64;

    private final Cache<?> cache;
    private final @Nullable EbbCacheSettings others;
    private final ConcurrentHashMap<String, EbbSpringCache> caches = new ConcurrentHashMap<>();

    /**
     * These caches and no others.
     *
     * @param named by name: 1 to 64 bytes without colons
     */
    public EbbCacheManager(Cache<?> cache, Map<String, EbbCacheSettings> named) {
        this(cache, named, null);
    }

    /**
     * These caches, and others when they are asked for.
     *
     * @param others the settings of all others; null if there are to be none
     */
    public EbbCacheManager(Cache<?> cache, Map<String, EbbCacheSettings> named, @Nullable EbbCacheSettings others) {
        this.cache = cache;
        this.others = others;
        named.forEach((name, settings) -> caches.put(name, make(name, settings)));
    }

    @Override
    public @Nullable EbbSpringCache getCache(String name) {
        EbbSpringCache known = caches.get(name);
        EbbCacheSettings settings = others;
        return known != null || settings == null ? known : caches.computeIfAbsent(name, it -> make(it, settings));
    }

    /** Those that were named, and those that were asked for. */
    @Override
    public Collection<String> getCacheNames() {
        return Set.copyOf(caches.keySet());
    }

    private EbbSpringCache make(String name, EbbCacheSettings settings) {
        if (name.getBytes(UTF_8).length > LONGEST_NAME) {
            throw new IllegalArgumentException("the name of a cache has at most " + LONGEST_NAME + " bytes: " + name);
        }
        return new EbbSpringCache(
                name, cache.withCodec(settings.values()).namespace(name).cache(), settings);
    }
}
