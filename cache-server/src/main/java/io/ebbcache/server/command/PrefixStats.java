package io.ebbcache.server.command;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Requests by the prefix of their keys, up to the first colon, while an operator wants that; keys without one are not counted. As in
 * memcached the meta commands are not counted either. Prefixes beyond a bound are left out: a client must not fill the heap with
 * what it makes up.
 */
public final class PrefixStats {

    static final int MOST_PREFIXES = 1000;

    private static final byte DELIMITER = ':';

    private final Map<String, Counts> prefixes = new ConcurrentHashMap<>();
    private volatile boolean enabled;

    /** What was asked of the keys of one prefix. */
    private record Counts(LongAdder gets, LongAdder hits, LongAdder sets, LongAdder deletes) {

        Counts() {
            this(new LongAdder(), new LongAdder(), new LongAdder(), new LongAdder());
        }
    }

    boolean isEnabled() {
        return enabled;
    }

    /** Begins to count, or stops; what was counted stays. */
    public void enable(boolean on) {
        enabled = on;
    }

    void got(DirectBuffer key, int offset, int length, boolean hit) {
        Counts counts = find(key, offset, length);
        if (counts != null) {
            counts.gets.increment();
            counts.hits.add(hit ? 1 : 0);
        }
    }

    void set(DirectBuffer key, int offset, int length) {
        Counts counts = find(key, offset, length);
        if (counts != null) {
            counts.sets.increment();
        }
    }

    void deleted(DirectBuffer key, int offset, int length) {
        Counts counts = find(key, offset, length);
        if (counts != null) {
            counts.deletes.increment();
        }
    }

    private @Nullable Counts find(DirectBuffer key, int offset, int length) {
        int end = offset;
        while (end < offset + length && key.getByte(end) != DELIMITER) {
            end++;
        }
        if (end == offset + length) {
            return null;
        }
        byte[] bytes = new byte[end - offset];
        key.getBytes(offset, bytes);
        String prefix = new String(bytes, StandardCharsets.ISO_8859_1);
        Counts counts = prefixes.get(prefix);
        return counts == null && prefixes.size() < MOST_PREFIXES
                ? prefixes.computeIfAbsent(prefix, added -> new Counts())
                : counts;
    }

    /** Forgets all that was counted. */
    void clear() {
        prefixes.clear();
    }

    /** A line for each prefix, in bytes as characters; at most some hundred kilobytes. */
    public String text() {
        StringBuilder text = new StringBuilder();
        prefixes.forEach((prefix, counts) -> text.append("PREFIX ")
                .append(prefix)
                .append(" get ")
                .append(counts.gets)
                .append(" hit ")
                .append(counts.hits)
                .append(" set ")
                .append(counts.sets)
                .append(" del ")
                .append(counts.deletes)
                .append("\r\n"));
        return text.append("END\r\n").toString();
    }
}
