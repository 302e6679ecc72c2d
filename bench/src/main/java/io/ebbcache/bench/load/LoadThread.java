package io.ebbcache.bench.load;

import io.ebbcache.bench.load.Tally.Count;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One thread of the generator with its connections: a selector, one buffer to read into and one to write from. On the way of
 * a request nothing is allocated, and there is one system call for all that can be read or sent at once.
 */
final class LoadThread implements Runnable, AutoCloseable {
    private static final int READ_BYTES = 256 << 10;
    private static final int BATCH_BYTES = 64 << 10;
    private static final int NAP_MILLIS = 20;
    private static final long SHORTEST_NAP_NANOS = 2_000_000;

    /** What it does at the moment. */
    enum Phase {
        /** Answers are read, nothing is asked. */
        PAUSE,
        /** Each key is stored once. */
        FILL,
        /** The load. */
        RUN,
        END
    }

    private final Selector selector = Selector.open();
    private final List<LoadConnection> connections = new ArrayList<>();
    private final Tally tally = new Tally();
    private final RequestSource source;
    private final @Nullable Pacer pacer;
    private final LongSupplier nanoClock;
    private final ByteBuffer received;
    private final UnsafeBuffer receivedView;
    private final ByteBuffer batch;
    private final UnsafeBuffer batchView;
    private final Consumer<SelectionKey> ready = this::ready; // made once, not at each call
    private Phase current = Phase.PAUSE;
    private long asked;
    private long nextTurn;
    private volatile Phase phase = Phase.PAUSE;
    private volatile @Nullable Phase restedIn;
    private volatile long fillFrom;
    private volatile long fillTo;
    private volatile long mostAsked = Long.MAX_VALUE;
    private volatile @Nullable IOException failure;

    LoadThread(LoadPlan plan, int thread, LongSupplier nanoClock) throws IOException {
        Target target = plan.target();
        this.nanoClock = nanoClock;
        source = new RequestSource(plan, thread);
        int count =
                target.connections() / target.threads() + (thread < target.connections() % target.threads() ? 1 : 0);
        pacer = plan.isOpenLoop() ? new Pacer(plan.rate() * count / target.connections(), count) : null;
        received = ByteBuffer.allocateDirect(READ_BYTES);
        receivedView = new UnsafeBuffer(received);
        batch = ByteBuffer.allocateDirect(BATCH_BYTES + source.mostBytes());
        batchView = new UnsafeBuffer(batch);
        for (int number = 0; number < count; number++) {
            connections.add(new LoadConnection(number, selector, plan, tally, nanoClock));
        }
    }

    Tally tally() {
        return tally;
    }

    /** Goes over to another phase. */
    void enter(Phase next) {
        phase = next;
        selector.wakeup();
    }

    /** Which keys {@link Phase#FILL} stores. */
    void fillRange(long from, long to) {
        fillFrom = from;
        fillTo = to;
    }

    /** Ends the load after so many more commands; what follows a miss counts too. */
    void limit(long commands) {
        mostAsked = commands;
    }

    /** Whether everything that was to be asked in this phase has been, and was answered. */
    boolean isAtRest() {
        return restedIn == phase;
    }

    /** Passes on what ended this thread, if anything did. */
    void check() throws IOException {
        IOException problem = failure;
        if (problem != null) {
            throw new IOException(problem.getMessage(), problem);
        }
    }

    @Override
    public void run() {
        try {
            while (current != Phase.END) {
                if (phase != current) {
                    begin(phase);
                }
                if (pacer != null && current == Phase.RUN) {
                    askInTime(pacer);
                } else {
                    selector.select(ready, NAP_MILLIS);
                }
                noteRest();
                tally.show();
            }
        } catch (IOException e) {
            failure = e;
        } catch (UncheckedIOException e) {
            failure = e.getCause();
        } finally {
            close();
        }
    }

    @Override
    public void close() {
        try {
            for (LoadConnection connection : connections) {
                connection.close();
            }
            selector.close();
        } catch (IOException e) {
            failure = e;
        }
    }

    private void begin(Phase next) throws IOException {
        restedIn = null;
        current = next;
        asked = 0;
        if (next == Phase.FILL) {
            source.beginFilling(fillFrom, fillTo);
        }
        if (pacer != null) {
            pacer.begin(nanoClock.getAsLong());
            nextTurn = 0;
        }
        for (LoadConnection connection : connections) {
            ask(connection);
        }
    }

    @SuppressWarnings("ThreadPriorityCheck") // the processor may be the server's too
    private void askInTime(Pacer timetable) throws IOException {
        long now = nanoClock.getAsLong();
        while (timetable.due(nextTurn) <= now) {
            ask(connections.get((int) (nextTurn++ % connections.size())));
        }
        long left = timetable.due(nextTurn) - now;
        if (left > SHORTEST_NAP_NANOS) {
            selector.select(ready, TimeUnit.NANOSECONDS.toMillis(left) - 1);
        } else if (selector.selectNow(ready) == 0) {
            Thread.yield(); // a nap would last longer than there is time
            tally.add(Count.IDLE_NANOS, nanoClock.getAsLong() - now);
        }
    }

    private void ready(SelectionKey selected) {
        LoadConnection connection = (LoadConnection) selected.attachment();
        try {
            if (selected.isWritable()) {
                connection.sendRest();
            }
            if (selected.isReadable()) {
                connection.receive(received, receivedView);
            }
            ask(connection);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks as much as the connection may have in flight, in as few writes as possible. */
    private void ask(LoadConnection connection) throws IOException {
        while (connection.canSend()) {
            long now = nanoClock.getAsLong();
            int end = 0;
            int next = append(connection, end, now);
            while (next > end && next < BATCH_BYTES && connection.inFlight().hasRoom()) {
                end = next;
                next = append(connection, end, now);
            }
            if (next == 0 || !connection.send(batch.clear().limit(next))) {
                return;
            }
        }
    }

    /** Writes one request behind the others of the batch; gives the place behind, which is the same if there is none. */
    private int append(LoadConnection connection, int at, long now) {
        InFlight inFlight = connection.inFlight();
        if (current == Phase.FILL) {
            return source.isFilled() ? at : source.fill(batchView, at, inFlight, now);
        }
        if (current != Phase.RUN || asked >= mostAsked) {
            return at;
        }
        if (!connection.misses().isEmpty()) {
            asked++;
            return source.set(batchView, at, inFlight, connection.misses().take(), now);
        }
        if (pacer == null) {
            asked++;
            return source.next(batchView, at, inFlight, now);
        }
        if (!pacer.isDue(connection.number(), now)) {
            return at;
        }
        asked++;
        return source.next(batchView, at, inFlight, pacer.take(connection.number()));
    }

    private void noteRest() {
        boolean allAsked = current == Phase.PAUSE
                || (current == Phase.FILL && source.isFilled())
                || (current == Phase.RUN && asked >= mostAsked);
        if (allAsked && restedIn != current) {
            boolean answered = true;
            for (int i = 0; i < connections.size(); i++) {
                answered &= connections.get(i).inFlight().isEmpty();
            }
            if (answered) {
                tally.show();
                restedIn = current;
            }
        }
    }
}
