package io.ebbcache.client.cache;

import io.ebbcache.client.codec.Codec;
import io.ebbcache.client.codec.CodecException;
import io.ebbcache.client.codec.Encoded;
import java.nio.charset.StandardCharsets;

/** Texts; {@link #UNREADABLE} can be stored, but not read, and {@link #UNWRITABLE} cannot be stored. */
public final class TextCodec implements Codec<String> {
    public static final String UNREADABLE = "unreadable";
    public static final String UNWRITABLE = "unwritable";

    @Override
    public Encoded encode(String value) {
        if (value.equals(UNWRITABLE)) {
            throw new CodecException(UNWRITABLE);
        }
        return new Encoded(0, value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String decode(int flags, byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.equals(UNREADABLE)) {
            throw new CodecException(UNREADABLE);
        }
        return text;
    }

    @Override
    public boolean canConcatenate() {
        return true;
    }
}
