package io.ebbcache.client.codec;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ObjectInputFilter;
import java.util.Optional;

/** The codecs there are. What they store beside the bytes is in {@link Flags}. {@link CompressingCodec} goes around any of them. */
public final class Codecs {
    private static final Codec<byte[]> BYTES = new BytesCodec();
    private static final Codec<String> STRING = new StringCodec();
    private static final Codec<Long> NUMBER = new NumberCodec();

    private Codecs() {}

    /** Bytes as they are. Arrays are not copied, and whatever lies there can be read, unless this client has compressed it. */
    public static Codec<byte[]> bytes() {
        return BYTES;
    }

    /** Strings in UTF-8, which all clients read, and those that other clients stored. Broken ones are refused, not mended. */
    public static Codec<String> string() {
        return STRING;
    }

    /** Decimal numbers, as counters are. Negative ones can be stored, but a server does not count with them. */
    public static Codec<Long> number() {
        return NUMBER;
    }

    /**
     * JSON of a class, by Jackson with the modules that are on the class path. Unknown properties are skipped. There is no type information
     * in it: what is made is of this class.
     *
     * @throws IllegalStateException if Jackson is not on the class path
     */
    public static <V> Codec<V> json(Class<V> type) {
        try {
            return JsonCodec.of(type);
        } catch (NoClassDefFoundError e) {
            throw new IllegalStateException(
                    "JSON needs com.fasterxml.jackson.core:jackson-databind on the class path", e);
        }
    }

    /** JSON of a class, by a mapper. Default typing in the mapper lets whoever writes to the cache choose classes: leave it off. */
    public static <V> Codec<V> json(ObjectMapper mapper, Class<V> type) {
        return new JsonCodec<>(mapper, mapper.constructType(type));
    }

    /** JSON of a type with parameters, by a mapper; {@code V} is that type. */
    public static <V> Codec<V> json(ObjectMapper mapper, JavaType type) {
        return new JsonCodec<>(mapper, type);
    }

    /**
     * Java serialization. Whoever writes to the cache chooses the classes that are read: the filter must allow those of the values and
     * no others. A class about which it does not decide is refused. It reads what spymemcached and xmemcached serialized, too.
     *
     * @param filter for example {@code ObjectInputFilter.Config.createFilter("com.acme.Order;java.util.ArrayList;java.lang.*;!*")}
     */
    public static <V> Codec<V> serializable(Class<V> type, ObjectInputFilter filter) {
        return new SerializableCodec<>(type, filter);
    }

    /** Values that may be absent: that there is none can be stored, too. */
    public static <V> Codec<Optional<V>> optional(Codec<V> present) {
        return new OptionalCodec<>(present);
    }
}
