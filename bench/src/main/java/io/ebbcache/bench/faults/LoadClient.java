package io.ebbcache.bench.faults;

import io.ebbcache.bench.faults.KeyHistory.Reading;
import io.ebbcache.bench.faults.Operation.Kind;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A client with one connection to one node, which it never gives up: it connects again when that breaks. Requests have fixed times; one
 * that is late because the one before it took long is charged for that. After a failure what is late is left out: it would come as a
 * burst.
 */
final class LoadClient implements Runnable {
    private static final double SETS = 0.15;
    private static final double DELETES = 0.05;
    private static final int TRIES = 8;
    private static final long RECONNECT_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final String node;
    private final InetSocketAddress address;
    private final FaultsPlan.Traffic traffic;
    private final Oracle oracle;
    private final Recorder recorder;
    private final Recorder.Line line;
    private final SplittableRandom random;
    private final long intervalNanos;
    private @Nullable NodeConnection connection;
    private long connectAgainNanos;
    private volatile boolean ended;

    /**
     * A client.
     *
     * @param intervalNanos between two of its requests
     */
    LoadClient(
            String node,
            InetSocketAddress address,
            FaultsPlan.Traffic traffic,
            Oracle oracle,
            Recorder recorder,
            SplittableRandom random,
            long intervalNanos) {
        this.node = node;
        this.address = address;
        this.traffic = traffic;
        this.oracle = oracle;
        this.recorder = recorder;
        this.line = recorder.line(node);
        this.random = random;
        this.intervalNanos = intervalNanos;
        this.connectAgainNanos = System.nanoTime();
    }

    void end() {
        ended = true;
    }

    @Override
    public void run() {
        long due = System.nanoTime() + random.nextLong(intervalNanos); // not all at once
        while (!ended) {
            long left = due - System.nanoTime();
            if (left > 0) {
                LockSupport.parkNanos(left);
                continue;
            }
            boolean done = request(due);
            due += intervalNanos;
            long late = System.nanoTime() - due;
            if (!done && late > 0) {
                long leftOut = late / intervalNanos + 1;
                recorder.leftOut(leftOut);
                due += leftOut * intervalNanos;
            }
        }
        disconnect();
    }

    /** Gives whether it was answered. */
    private boolean request(long due) {
        double dice = random.nextDouble();
        if (dice < SETS) {
            return write(oracle.anyKey(random), Kind.SET, due, TRIES);
        }
        if (dice < SETS + DELETES) {
            return write(oracle.anyKey(random), Kind.DELETE, due, TRIES);
        }
        return read(oracle.keyToRead(random), due);
    }

    private boolean read(int key, long due) {
        NodeConnection open = connect();
        if (open == null) {
            recorder.failed(line, Failure.UNREACHABLE, due);
            return false;
        }
        KeyHistory history = oracle.history(key);
        long floor = history.beginRead();
        long from = System.nanoTime();
        byte[] value;
        try {
            value = open.get(Values.key(key));
        } catch (IOException e) {
            failed(e, due);
            return false;
        }
        long to = System.nanoTime();
        recorder.answered(line, value == null ? Answer.MISS : Answer.HIT, due, to);
        if (value == null) {
            return write(key, Kind.SET, to, 0);
        }
        long version = oracle.values().version(key, value);
        Operation read = new Operation(Kind.GET, version, node, from, to);
        judge(key, read, history.endRead(version, floor, to));
        return true;
    }

    private void judge(int key, Operation read, Reading reading) {
        if (!reading.right()) {
            recorder.wrong(Values.key(key) + " through " + node + ": "
                    + (read.version() == 0 ? "no value of this key" : "version " + read.version() + ", never written"));
        } else if (!reading.missed().isEmpty()) {
            recorder.suspect(new Suspect(Values.key(key), read, reading.missed()));
        } else if (reading.doubtful()) {
            recorder.doubtful();
        }
    }

    /** There is one write of a key at a time: where somebody else writes it just now, another key is tried, so many times. */
    private boolean write(int wanted, Kind kind, long due, int otherKeys) {
        NodeConnection open = connect();
        if (open == null) {
            recorder.failed(line, Failure.UNREACHABLE, due);
            return false;
        }
        int key = wanted;
        long version = oracle.history(key).beginWrite();
        for (int other = 0; version == 0 && other < otherKeys; other++) {
            key = oracle.anyKey(random);
            version = oracle.history(key).beginWrite();
        }
        return version == 0 || write(open, key, kind, version, due);
    }

    private boolean write(NodeConnection open, int key, Kind kind, long version, long due) {
        KeyHistory history = oracle.history(key);
        long from = System.nanoTime();
        try {
            if (kind == Kind.SET) {
                open.set(Values.key(key), oracle.values().value(key, version));
            } else {
                open.delete(Values.key(key));
            }
        } catch (IOException e) {
            history.inDoubt(kind, version);
            failed(e, due);
            return false;
        }
        long to = System.nanoTime();
        history.acknowledged(new Operation(kind, version, node, from, to));
        oracle.written(key);
        recorder.answered(line, Answer.DONE, due, to);
        return true;
    }

    private void failed(IOException problem, long due) {
        if (problem instanceof ServerErrorException) {
            recorder.serverError(String.valueOf(problem.getMessage()));
            recorder.failed(line, Failure.SERVER_ERROR, due);
            return;
        }
        disconnect();
        if (problem instanceof StrangeReplyException) {
            recorder.wrong(node + ": " + problem.getMessage());
        }
        recorder.failed(line, problem instanceof SocketTimeoutException ? Failure.TIMEOUT : Failure.CONNECTION, due);
    }

    private @Nullable NodeConnection connect() {
        NodeConnection open = connection;
        if (open != null) {
            return open;
        }
        if (System.nanoTime() < connectAgainNanos) {
            return null;
        }
        try {
            open = NodeConnection.open(address, (int) traffic.timeout().toMillis());
        } catch (IOException e) {
            connectAgainNanos = System.nanoTime() + RECONNECT_NANOS;
            return null;
        }
        connection = open;
        return open;
    }

    private void disconnect() {
        NodeConnection open = connection;
        if (open != null) {
            open.close();
            connection = null;
        }
    }
}
