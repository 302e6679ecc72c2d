package io.ebbcache.server.command;

/**
 * Times one command of a thread in 64 or so: reading the clock twice takes about as long as a tenth of a command, and so costs next to nothing.
 * Which one is drawn by lot, as clients often ask in patterns of powers of two.
 */
final class CommandTimer {

    /** At least so many commands, and up to twice as many more, from one that is timed to the next. */
    private static final int LEAST_DISTANCE = 32;

    private static final int LOTS = 64;

    private final LatencyCells cells;
    private int left = 1;
    private int lot = 1;

    /** When the command has begun; 0 if it is none to be timed. */
    private long begun;

    CommandTimer(LatencyCells cells) {
        this.cells = cells;
    }

    /** A command begins; if the last one has not ended, it is not timed. */
    void begin() {
        begun = --left > 0 ? 0 : draw();
    }

    private long draw() {
        lot ^= lot << 13;
        lot ^= lot >>> 17;
        lot ^= lot << 5;
        left = LEAST_DISTANCE + (lot & (LOTS - 1));
        return System.nanoTime() | 1;
    }

    /** The command has ended, and was one of this kind. */
    void end(Latency kind) {
        if (begun != 0) {
            cells.record(kind, System.nanoTime() - begun);
            begun = 0;
        }
    }
}
