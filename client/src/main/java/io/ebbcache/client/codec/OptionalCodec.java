package io.ebbcache.client.codec;

import java.util.Optional;

/** A value, or the knowledge that there is none. */
final class OptionalCodec<V> implements Codec<Optional<V>> {
    private static final byte[] NO_BYTES = {};

    private final Codec<V> present;

    OptionalCodec(Codec<V> present) {
        this.present = present;
    }

    @Override
    public Encoded encode(Optional<V> value) {
        return value.map(present::encode).orElseGet(() -> new Encoded(Format.NOTHING.flags(), NO_BYTES));
    }

    @Override
    public Optional<V> decode(int flags, byte[] bytes) {
        if (flags != Format.NOTHING.flags()) {
            return Optional.of(present.decode(flags, bytes));
        }
        if (bytes.length > 0) {
            throw new CodecException("nothing has no bytes, here are " + bytes.length);
        }
        return Optional.empty();
    }
}
