package io.ebbcache.bench.load;

/**
 * The timetable of an open loop: commands at equal intervals, one connection after the other. It does not wait for the server:
 * what could not be sent in time keeps the time at which it should have been, so that a server that stood still is charged
 * for all who would have come meanwhile. (G. Tene calls the mistake to leave them out "coordinated omission".)
 */
final class Pacer {
    private static final double NANOS_A_SECOND = 1e9;

    private final double intervalNanos;
    private final long[] next;
    private long begin;

    Pacer(double perSecond, int connections) {
        intervalNanos = NANOS_A_SECOND / perSecond;
        next = new long[connections];
    }

    /** Begins the timetable anew. */
    void begin(long nowNanos) {
        begin = nowNanos;
        for (int connection = 0; connection < next.length; connection++) {
            next[connection] = connection;
        }
    }

    /** When the command with this number is due; the connections take turns. */
    long due(long number) {
        return begin + (long) (number * intervalNanos);
    }

    boolean isDue(int connection, long nowNanos) {
        return due(next[connection]) <= nowNanos;
    }

    /** Takes a connection's next command: when it should be sent, or should have been. */
    long take(int connection) {
        long due = due(next[connection]);
        next[connection] += next.length;
        return due;
    }
}
