package io.ebbcache.client.spring;

import io.ebbcache.client.codec.Codec;
import io.ebbcache.client.codec.Encoded;
import java.util.Optional;

/** Values that are there. */
record PresentCodec(Codec<Object> codec) implements Codec<Optional<Object>> {

    @Override
    public Encoded encode(Optional<Object> value) {
        return codec.encode(value.orElseThrow(() -> new IllegalArgumentException(
                "this cache does not store nulls: allow them in its settings, or keep them from it by 'unless'")));
    }

    @Override
    public Optional<Object> decode(int flags, byte[] bytes) {
        return Optional.of(codec.decode(flags, bytes));
    }
}
