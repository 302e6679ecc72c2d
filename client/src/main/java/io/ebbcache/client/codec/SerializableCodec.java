package io.ebbcache.client.codec;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Java serialization, of those classes only that a filter allows. */
final class SerializableCodec<V> implements Codec<V> {
    private final Class<V> type;
    private final ObjectInputFilter filter;

    SerializableCodec(Class<V> type, ObjectInputFilter filter) {
        this.type = Objects.requireNonNull(type);
        ObjectInputFilter own = Objects.requireNonNull(filter, "a filter that allows the classes of the values");
        ObjectInputFilter ofThisJvm = ObjectInputFilter.Config.getSerialFilter();
        this.filter = ObjectInputFilter.rejectUndecidedClass(
                ofThisJvm == null ? own : ObjectInputFilter.merge(own, ofThisJvm));
    }

    @Override
    public Encoded encode(V value) {
        Objects.requireNonNull(value);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        } catch (IOException e) {
            throw new CodecException("cannot be serialized: " + value.getClass().getName(), e);
        }
        return new Encoded(Format.SERIALIZED.flags(), bytes.toByteArray());
    }

    @Override
    public V decode(int flags, byte[] bytes) {
        if (flags != Format.SERIALIZED.flags() && flags != Flags.SPYMEMCACHED_SERIALIZED) {
            throw Flags.unexpected("a serialized object", flags);
        }
        Object value;
        try (FilteredObjects in = new FilteredObjects(bytes, type.getClassLoader(), filter)) {
            value = in.readObject();
        } catch (IOException | ClassNotFoundException | RuntimeException | LinkageError | StackOverflowError e) {
            throw new CodecException("not a serialized object that may be read", e);
        }
        if (!type.isInstance(value)) {
            throw new CodecException("not a serialized " + type.getName());
        }
        return type.cast(value);
    }

    /** Finds classes where the expected type comes from, whatever thread it runs on. */
    private static final class FilteredObjects extends ObjectInputStream {
        private final @Nullable ClassLoader loader;

        FilteredObjects(byte[] bytes, @Nullable ClassLoader loader, ObjectInputFilter filter) throws IOException {
            super(new ByteArrayInputStream(bytes));
            this.loader = loader;
            setObjectInputFilter(new ArrayLimit(filter, bytes.length));
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass description) throws IOException, ClassNotFoundException {
            if (loader != null) {
                try {
                    return Class.forName(description.getName(), false, loader);
                } catch (ClassNotFoundException e) {
                    // a primitive, or a class that only the usual search finds
                    return super.resolveClass(description);
                }
            }
            return super.resolveClass(description);
        }
    }
}
