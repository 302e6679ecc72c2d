package io.ebbcache.bench.pressure;

import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;

/** A neighbour that is started again whenever it is dead, and then wants what it wanted before. */
final class SupervisedNeighbour implements AutoCloseable {
    private final UnaryOperator<List<String>> around;
    private NeighbourProcess process;
    private long wantedBytes;
    private long formerTookNanos;
    private int kills;

    SupervisedNeighbour(UnaryOperator<List<String>> around) throws IOException {
        this.around = around;
        this.process = NeighbourProcess.start(around);
    }

    /** Tells it how much to hold from now on, and does not wait. */
    void hold(long bytes) {
        wantedBytes = bytes;
        process.hold(bytes);
    }

    /** Waits until it holds what it was told. */
    void awaitHolding() throws IOException, InterruptedException {
        process.awaitHolding();
    }

    /** Starts it again if it has been killed. */
    void revive() throws IOException {
        if (!process.isAlive()) {
            kills++;
            formerTookNanos += process.tookNanos();
            process = NeighbourProcess.start(around);
            process.hold(wantedBytes);
        }
    }

    long heldBytes() {
        return process.heldBytes();
    }

    /** Whether it still waits for memory. */
    boolean isBusy() {
        return process.isBusy();
    }

    long takeWorstNanos() {
        return process.takeWorstNanos();
    }

    /** How long all that it took has taken. */
    long tookNanos() {
        return formerTookNanos + process.tookNanos();
    }

    /** How often it was killed. */
    int kills() {
        return kills;
    }

    @Override
    public void close() {
        process.close();
    }
}
