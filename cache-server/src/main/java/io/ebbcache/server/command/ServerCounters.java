package io.ebbcache.server.command;

import io.ebbcache.store.stats.CounterCells;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The counters of all event loops: each loop writes its own cells, a reader adds them up. */
public final class ServerCounters {

    private final List<CounterCells<ServerCounter>> cells = new CopyOnWriteArrayList<>();

    /** Cells for one more thread. */
    CounterCells<ServerCounter> newCells() {
        CounterCells<ServerCounter> added = new CounterCells<>(ServerCounter.class);
        cells.add(added);
        return added;
    }

    /** The sum over all threads. */
    public long get(ServerCounter counter) {
        long sum = 0;
        for (CounterCells<ServerCounter> one : cells) {
            sum += one.get(counter);
        }
        return sum;
    }

    /** Connections that are there now. */
    public long connections() {
        return get(ServerCounter.CONNECTIONS_OPENED) - get(ServerCounter.CONNECTIONS_CLOSED);
    }
}
