package io.ebbcache.bench.load;

/** The commands of a connection that wait for their answer, oldest first, with their keys and the time they count from. */
final class InFlight {
    private final long[] since;
    private final boolean[] isGet;
    private final int[] keyCounts;
    private final long[] keys;
    private final int keysPerCommand;
    private int oldest;
    private int count;

    InFlight(int most, int keysPerCommand) {
        since = new long[most];
        isGet = new boolean[most];
        keyCounts = new int[most];
        keys = new long[most * keysPerCommand];
        this.keysPerCommand = keysPerCommand;
    }

    boolean hasRoom() {
        return count < since.length;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /**
     * Adds a command.
     *
     * @param sinceNanos the time that its latency counts from: in an open loop when it should have been sent
     * @return where in {@link #keys()} its keys go
     */
    int add(boolean get, int keyCount, long sinceNanos) {
        int slot = oldest + count++;
        slot -= slot >= since.length ? since.length : 0;
        since[slot] = sinceNanos;
        isGet[slot] = get;
        keyCounts[slot] = keyCount;
        return slot * keysPerCommand;
    }

    long[] keys() {
        return keys;
    }

    boolean oldestIsGet() {
        return isGet[oldest];
    }

    long oldestSince() {
        return since[oldest];
    }

    int oldestKeyCount() {
        return keyCounts[oldest];
    }

    long oldestKey(int index) {
        return keys[oldest * keysPerCommand + index];
    }

    void removeOldest() {
        oldest = oldest + 1 == since.length ? 0 : oldest + 1;
        count--;
    }
}
