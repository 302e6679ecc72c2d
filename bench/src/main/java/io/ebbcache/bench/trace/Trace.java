package io.ebbcache.bench.trace;

import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.collections.IntArrayList;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The requests of a trace in their order. Each asks for an item; items are numbered from 0 in the order of their first
 * request, and have the value size and the time to live of that one, if the trace tells them.
 */
final class Trace {

    private final String name;
    private final int[] requests;
    private final UnsafeBuffer keys;
    private final int[] keyEnds;
    private final int[] valueBytes;
    private final int[] ttlSeconds;

    /**
     * @param keys the keys of all items, one behind the other
     * @param keyEnds where the key of each item ends
     * @param valueBytes for each item, or empty where the trace does not tell
     * @param ttlSeconds for each item, or empty where the trace does not tell
     */
    Trace(
            String name,
            IntArrayList requests,
            byte[] keys,
            IntArrayList keyEnds,
            IntArrayList valueBytes,
            IntArrayList ttlSeconds) {
        this.name = name;
        this.requests = requests.toIntArray();
        this.keys = new UnsafeBuffer(keys);
        this.keyEnds = keyEnds.toIntArray();
        this.valueBytes = valueBytes.toIntArray();
        this.ttlSeconds = ttlSeconds.toIntArray();
    }

    /** What the trace is called: its file's name without suffixes. */
    String name() {
        return name;
    }

    /** How many requests there are. */
    int length() {
        return requests.length;
    }

    /** The item that a request asks for. */
    int item(int request) {
        return requests[request];
    }

    /** How many items there are. */
    int items() {
        return keyEnds.length;
    }

    /** The buffer that all keys lie in. */
    DirectBuffer keys() {
        return keys;
    }

    int keyOffset(int item) {
        return item == 0 ? 0 : keyEnds[item - 1];
    }

    int keyLength(int item) {
        return keyEnds[item] - keyOffset(item);
    }

    boolean hasSizes() {
        return valueBytes.length > 0;
    }

    /** The size that the trace tells for the value of an item. */
    int valueBytes(int item) {
        return valueBytes[item];
    }

    /** Seconds that an item lives; 0 is forever, or not told. */
    int ttlSeconds(int item) {
        return ttlSeconds.length == 0 ? 0 : ttlSeconds[item];
    }

    /** For each request, the next one that asks for the same item; {@link Integer#MAX_VALUE} for the last. */
    int[] nextRequests() {
        int[] next = new int[requests.length];
        int[] seen = new int[items()];
        Arrays.fill(seen, Integer.MAX_VALUE);
        for (int request = requests.length - 1; request >= 0; request--) {
            next[request] = seen[requests[request]];
            seen[requests[request]] = request;
        }
        return next;
    }
}
