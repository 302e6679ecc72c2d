package io.ebbcache.bench.trace;

import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hashing;
import io.ebbcache.server.command.Commands;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.agrona.collections.IntArrayList;
import org.agrona.collections.Object2IntHashMap;

/** Takes the requests of a trace one by one, and numbers its items. */
final class TraceBuilder {

    /** What a request does not tell. */
    static final int UNTOLD = -1;

    private static final int NONE = -1;

    private final String name;
    private final Object2IntHashMap<String> items = new Object2IntHashMap<>(NONE);
    private final IntArrayList requests = new IntArrayList();
    private final ByteArrayOutputStream keys = new ByteArrayOutputStream();
    private final IntArrayList keyEnds = new IntArrayList();
    private final IntArrayList valueBytes = new IntArrayList();
    private final IntArrayList ttlSeconds = new IntArrayList();

    TraceBuilder(String name) {
        this.name = name;
    }

    /** Adds a request. */
    void add(String key) {
        add(key, UNTOLD, UNTOLD);
    }

    /**
     * Adds a request that tells more of its item. Either every request of a trace tells a thing, or none.
     *
     * @param valueSize in bytes, or {@link #UNTOLD}
     * @param ttl in seconds, or {@link #UNTOLD}
     */
    void add(String key, int valueSize, int ttl) {
        int known = items.size();
        int item = number(key);
        requests.addInt(item);
        if (item == known && valueSize != UNTOLD) {
            valueBytes.addInt(valueSize);
        }
        if (item == known && ttl != UNTOLD) {
            ttlSeconds.addInt(ttl);
        }
    }

    /**
     * The trace of all requests that were added.
     *
     * @throws IllegalArgumentException if there are none
     */
    Trace build() {
        if (requests.isEmpty()) {
            throw new IllegalArgumentException(name + " holds no request");
        }
        return new Trace(name, requests, keys.toByteArray(), keyEnds, valueBytes, ttlSeconds);
    }

    private int number(String key) {
        int item = items.getValue(key);
        if (item == NONE) {
            item = items.size();
            items.put(key, item);
            keys.writeBytes(cacheKey(key));
            keyEnds.addInt(keys.size());
        }
        return item;
    }

    /** The key as it is sent. One that no server would take is replaced by the digits of its hash. */
    private static byte[] cacheKey(String key) {
        byte[] bytes = key.getBytes(StandardCharsets.ISO_8859_1);
        boolean fits = bytes.length > 0 && bytes.length <= Commands.MAX_KEY_LENGTH;
        for (int i = 0; fits && i < bytes.length; i++) {
            fits = (bytes[i] & 0xFF) > ' ' && bytes[i] != 0x7F;
        }
        if (fits) {
            return bytes;
        }
        HashValue128 hash = Hashing.xxh3_128().hashBytesTo128Bits(bytes);
        return String.format("%016x%016x", hash.getMostSignificantBits(), hash.getLeastSignificantBits())
                .getBytes(StandardCharsets.US_ASCII);
    }
}
