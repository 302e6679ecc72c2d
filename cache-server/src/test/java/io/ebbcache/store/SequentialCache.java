package io.ebbcache.store;

import java.util.HashMap;
import java.util.Map;

/** What {@link LinearizableOperations} mean when one follows the other. */
public class SequentialCache {

    private final Map<Integer, String> values = new HashMap<>();

    public String get(int key) {
        return values.getOrDefault(key, LaneOfThread.MISS);
    }

    public Outcome set(int key, int value) {
        values.put(key, Integer.toString(value));
        return Outcome.STORED;
    }

    public Outcome add(int key, int value) {
        return values.putIfAbsent(key, Integer.toString(value)) == null ? Outcome.STORED : Outcome.NOT_STORED;
    }

    public Outcome append(int key, int value) {
        return values.computeIfPresent(key, (k, old) -> old + value) == null ? Outcome.NOT_STORED : Outcome.STORED;
    }

    public Outcome delete(int key) {
        return values.remove(key) == null ? Outcome.NOT_FOUND : Outcome.DELETED;
    }

    public String increment(int key, int delta) {
        String next = values.computeIfPresent(key, (k, old) -> Long.toString(Long.parseLong(old) + delta));
        return next == null ? LaneOfThread.MISS : next;
    }

    public boolean compareAndSet(int key, int expected, int value) {
        return values.replace(key, Integer.toString(expected), Integer.toString(value));
    }

    public void flushAll() {
        values.clear();
    }
}
