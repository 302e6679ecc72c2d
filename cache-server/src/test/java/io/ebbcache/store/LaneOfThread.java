package io.ebbcache.store;

import io.ebbcache.store.item.Key;

/** A lane and room for what it reads, with results that can be compared. Used by one thread at a time. */
final class LaneOfThread implements AutoCloseable {

    /** What {@link #get} and {@link #increment} return where there is no item. */
    static final String MISS = "miss";

    private static final int MAX_BYTES = 1024;

    private final Store store;
    private final Lane lane;
    private final CopyingSink sink = new CopyingSink(MAX_BYTES);

    LaneOfThread(Store store) {
        this.store = store;
        this.lane = store.newLane();
    }

    /** The value. */
    String get(Key key) {
        return lane.get(key, sink) == Outcome.FOUND ? sink.text() : MISS;
    }

    Outcome store(StoreMode mode, Key key, int value) {
        return lane.store(mode, key, 0, 0, 0, BytesValue.of(Integer.toString(value)));
    }

    Outcome delete(Key key) {
        return lane.delete(key, 0);
    }

    /** The number after it, or why there is none. */
    String increment(Key key, long delta) {
        Outcome outcome = lane.increment(key, delta);
        return switch (outcome) {
            case STORED -> Long.toUnsignedString(lane.number());
            case NOT_FOUND -> MISS;
            default -> outcome.name();
        };
    }

    /**
     * Replaces a value if it is the expected one, by the CAS number that was read with it. Another version of the same value does as
     * well, so what comes out does not depend on numbers.
     */
    boolean compareAndSet(Key key, String expected, int value) {
        while (expected.equals(get(key))) {
            BytesValue next = BytesValue.of(Integer.toString(value));
            if (lane.store(StoreMode.CAS, key, 0, 0, sink.cas(), next) == Outcome.STORED) {
                return true;
            }
        }
        return false;
    }

    void flushStore() {
        store.flushAll();
    }

    @Override
    public void close() {
        sink.close();
    }
}
