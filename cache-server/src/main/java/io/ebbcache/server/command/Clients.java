package io.ebbcache.server.command;

import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** All connections, each under a number that is never used again. */
public final class Clients {

    private final Map<Long, ClientView> views = new ConcurrentSkipListMap<>();
    private final AtomicLong lastNumber = new AtomicLong();

    /** Adds a connection and returns its number. */
    public long add(ClientView client) {
        long number = lastNumber.incrementAndGet();
        views.put(number, client);
        return number;
    }

    /** A connection has ended. */
    public void remove(long number) {
        views.remove(number);
    }

    /** The connections by number; those that come and go meanwhile may be told or not. */
    Iterator<Map.Entry<Long, ClientView>> iterator() {
        return views.entrySet().iterator();
    }
}
