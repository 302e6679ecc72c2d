package io.ebbcache.store;

import io.ebbcache.store.item.Key;
import io.ebbcache.store.item.ValueSource;
import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;

/** A value on the heap. */
record BytesValue(UnsafeBuffer bytes) implements ValueSource {

    static BytesValue of(String text) {
        return of(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    static BytesValue of(byte[] bytes) {
        return new BytesValue(new UnsafeBuffer(bytes));
    }

    static Key key(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return new Key().wrap(new UnsafeBuffer(bytes), 0, bytes.length);
    }

    @Override
    public int length() {
        return bytes.capacity();
    }

    @Override
    public void copyTo(int offset, long address, int length) {
        new UnsafeBuffer(address, length).putBytes(0, bytes, offset, length);
    }
}
