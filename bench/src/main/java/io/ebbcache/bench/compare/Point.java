package io.ebbcache.bench.compare;

import java.util.Locale;

/**
 * One place in the grid.
 *
 * @param valueBytes size of every value
 * @param pipeline commands in flight on a connection
 * @param getPercent share of gets; the rest are sets
 */
record Point(int valueBytes, int pipeline, int connections, int getPercent, int serverThreads) {
    private static final int KIB = 1024;
    private static final int WHOLE = 100;
    private static final long MOST_FILL_BYTES = 128L << 20;
    private static final long MOST_KEYS = 100_000;
    private static final long MOST_IN_FLIGHT_BYTES = 1L << 30;

    /** So many keys that the values take 128 MiB at most: this is not about memory. */
    long keys() {
        return Math.min(MOST_KEYS, MOST_FILL_BYTES / valueBytes);
    }

    /** Whether the replies in flight stay below a GiB; beyond that a round would be over before each was served once. */
    boolean isSensible() {
        return (long) valueBytes * pipeline * connections <= MOST_IN_FLIGHT_BYTES;
    }

    String text() {
        return String.format(Locale.ROOT, "%s, %d/%d", textWithoutMix(), getPercent, WHOLE - getPercent);
    }

    /** For where the mix is told otherwise. */
    String textWithoutMix() {
        return String.format(
                Locale.ROOT,
                "%s, %d in flight, %d conn.%s",
                size(valueBytes),
                pipeline,
                connections,
                serverThreads == 1 ? "" : ", " + serverThreads + " threads");
    }

    static String size(int bytes) {
        return bytes % KIB == 0 ? bytes / KIB + " KiB" : bytes + " B";
    }
}
