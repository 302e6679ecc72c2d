package io.ebbcache.client.spring;

import io.ebbcache.client.cache.LoadPolicy;
import io.ebbcache.client.codec.Codec;
import io.ebbcache.client.codec.Codecs;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.ConversionService;

/**
 * How a cache of Spring works. There is no codec unless you give one: one that can store any object would let whoever writes to
 * the cache choose the classes that are read.
 *
 * @param codec for the values that the cached methods return; {@link Codecs#json} for most
 * @param load the time to live of all values, and how {@code sync} methods load
 * @param nullValues whether a null is stored like any value; otherwise it is refused with an {@link IllegalArgumentException}
 * @param failuresAreMisses whether a read that fails, or finds what the codec cannot read, is a miss, and a value that cannot be sent to the
 *     cache is dropped, with a warning in the log; otherwise the caller gets the exception. After a value was dropped, an older one
 *     may be found. Evicting and clearing always throw: nobody would know that an old value is still there
 * @param conversion makes strings of keys, if it can; null if all are to be made by {@code toString}
 */
public record EbbCacheSettings(
        Codec<?> codec,
        LoadPolicy load,
        boolean nullValues,
        boolean failuresAreMisses,
        @Nullable ConversionService conversion) {

    /** Values live for so long; nulls are stored; failures are misses; keys by {@code toString}. */
    public static EbbCacheSettings of(Codec<?> codec, Duration ttl) {
        return of(codec, LoadPolicy.of(ttl));
    }

    /** As {@link #of(Codec, Duration)}, but loads in this way. */
    public static EbbCacheSettings of(Codec<?> codec, LoadPolicy load) {
        return new EbbCacheSettings(codec, load, true, true, null);
    }

    /** The same with another time to live. */
    public EbbCacheSettings withTtl(Duration ttl) {
        return new EbbCacheSettings(codec, load.withTtl(ttl), nullValues, failuresAreMisses, conversion);
    }

    /** The same with or without nulls. */
    public EbbCacheSettings withNullValues(boolean allowed) {
        return new EbbCacheSettings(codec, load, allowed, failuresAreMisses, conversion);
    }

    /** The same with failures as misses, or as exceptions. */
    public EbbCacheSettings withFailuresAsMisses(boolean misses) {
        return new EbbCacheSettings(codec, load, nullValues, misses, conversion);
    }

    /** The same with other strings for keys. */
    public EbbCacheSettings withConversion(ConversionService other) {
        return new EbbCacheSettings(codec, load, nullValues, failuresAreMisses, other);
    }

    @SuppressWarnings("unchecked")
    Codec<Optional<Object>> values() {
        Codec<Object> present = (Codec<Object>) codec;
        return nullValues ? Codecs.optional(present) : new PresentCodec(present);
    }
}
