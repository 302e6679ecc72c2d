package io.ebbcache.server.command;

import io.ebbcache.store.StoreWatcher;
import io.ebbcache.store.item.Key;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.EpochMicroClock;
import org.agrona.concurrent.SystemEpochMicroClock;
import org.jspecify.annotations.Nullable;

/**
 * What happens, for those who watch it, in memcached's words. While nobody watches a kind of event, {@link #isWatched} is all
 * that it costs; otherwise its line is made once, numbered, and offered to each watcher, under one lock.
 */
public final class EventLog implements StoreWatcher {

    /** Watchers at a time. */
    static final int MOST_WATCHERS = 20;

    /** There is one class of items. */
    private static final int CLASS = 1;

    private final MemoryBudget budget;
    private final List<Watcher> watchers = new CopyOnWriteArrayList<>();
    private final EpochMicroClock clock = new SystemEpochMicroClock();
    private final EventLine line = new EventLine();
    private volatile int watched;
    private volatile long written;
    private volatile long sent;
    private volatile long skipped;

    /** @param budget what the memory of watchers is charged to */
    EventLog(MemoryBudget budget) {
        this.budget = budget;
    }

    /** Whether somebody watches this. */
    public boolean isWatched(EventKind kind) {
        return (watched & kind.bit()) != 0;
    }

    /** Whether there are as many watchers as may be. */
    public boolean isFull() {
        return watchers.size() >= MOST_WATCHERS;
    }

    /**
     * Adds a watcher.
     *
     * @param kinds bits of {@link EventKind}
     * @param wake lets the watcher's connection look for lines; called by any thread, must return at once
     * @return null where there are too many, or no memory
     */
    public synchronized @Nullable Watcher add(int kinds, Runnable wake) {
        if (isFull() || !budget.acquire(Watcher.BYTES)) {
            return null;
        }
        Watcher added = new Watcher(kinds, wake);
        watchers.add(added);
        watched |= kinds;
        return added;
    }

    /** A watcher has left; calling this again does no harm. */
    public synchronized void remove(Watcher watcher) {
        if (watchers.remove(watcher)) {
            watched = watchers.stream().mapToInt(Watcher::kinds).reduce(0, (some, more) -> some | more);
            watcher.free();
            budget.release(Watcher.BYTES);
        }
    }

    // ---- what clients do ----

    /** A key was asked for; {@code status} is memcached's word for how that ended. */
    void fetched(DirectBuffer key, int offset, int length, String status, int valueBytes, long client) {
        boolean found = valueBytes >= 0;
        tell(
                EventKind.FETCHERS,
                "item_get",
                event -> event.key(key, offset, length)
                        .field("status", status)
                        .field("clsid", found ? CLASS : 0)
                        .field("cfd", client)
                        .field("size", Math.max(0, valueBytes)));
    }

    /** A value was to be stored. */
    void stored(StoreRequest request, Status status, long secondsLeft, long client) {
        boolean stored = status == Status.STORED;
        tell(
                EventKind.MUTATIONS,
                "item_store",
                event -> event.key(request.keyBuffer(), request.keyOffset(), request.keyLength())
                        .field("status", word(status))
                        .field("cmd", request.verb().word())
                        .field("ttl", secondsLeft)
                        .field("clsid", stored ? CLASS : 0)
                        .field("cfd", client)
                        .field("size", status == Status.TOO_LARGE ? 0 : request.valueLength()));
    }

    private static String word(Status status) {
        return switch (status) {
            case STORED -> "stored";
            case EXISTS -> "exists";
            case NOT_FOUND -> "not_found";
            case TOO_LARGE -> "too_large";
            case OUT_OF_MEMORY -> "no_memory";
            default -> "not_stored";
        };
    }

    /** A client has deleted an item. */
    void deleted(DirectBuffer key, int offset, int length, String command, int valueBytes) {
        tell(
                EventKind.DELETIONS,
                "deleted",
                event -> event.key(key, offset, length)
                        .field("cmd", command)
                        .field("clsid", CLASS)
                        .field("size", valueBytes));
    }

    /** A client has connected. */
    public void connected(SocketAddress remote, long client) {
        tell(EventKind.CONNECTIONS, "conn_new", event -> address(event, remote).field("cfd", client));
    }

    /** A connection has ended. */
    public void disconnected(SocketAddress remote, CloseReason reason, long client) {
        tell(
                EventKind.CONNECTIONS,
                "conn_close",
                event -> address(event, remote).field("reason", reason.word()).field("cfd", client));
    }

    private static EventLine address(EventLine event, SocketAddress remote) {
        boolean tcp = remote instanceof InetSocketAddress;
        String host =
                remote instanceof InetSocketAddress inet ? inet.getAddress().getHostAddress() : "unix";
        int port = remote instanceof InetSocketAddress inet ? inet.getPort() : 0;
        return event.field("rip", host).field("rport", port).field("transport", tcp ? "tcp" : "local");
    }

    // ---- what the store gives up ----

    @Override
    public boolean watchesEvictions() {
        return isWatched(EventKind.EVICTIONS);
    }

    @Override
    public boolean watchesDrops() {
        return isWatched(EventKind.DROPS);
    }

    @Override
    public void evicted(Key key, GivenUp item) {
        tell(
                EventKind.EVICTIONS,
                "eviction",
                event -> last(event.key(key), item).field("size", item.valueBytes()));
    }

    @Override
    public void dropped(Key key, GivenUp item) {
        tell(EventKind.DROPS, "drop", event -> last(event.key(key), item));
    }

    @Override
    public void segmentDropped(int segment, long items) {
        tell(
                EventKind.DROPS,
                "drop_segment",
                event -> event.field("segment", segment).field("items", items));
    }

    private static EventLine last(EventLine event, GivenUp item) {
        return event.field("fetch", item.fetched() ? "yes" : "no")
                .field("ttl", item.secondsLeft())
                .field("la", item.idleSeconds())
                .field("clsid", CLASS);
    }

    private synchronized void tell(EventKind kind, String type, Consumer<EventLine> fields) {
        if (!isWatched(kind)) {
            return;
        }
        fields.accept(line.begin(clock.microTime(), ++written, type));
        line.end();
        for (Watcher watcher : watchers) {
            if ((watcher.kinds() & kind.bit()) == 0) {
                continue;
            }
            if (watcher.offer(line)) {
                sent++;
            } else {
                skipped++;
            }
        }
    }

    // ---- statistics ----

    /** Watchers that are there now. */
    int watchers() {
        return watchers.size();
    }

    /** Events that were watched. */
    long written() {
        return written;
    }

    /** Lines that were handed to watchers. */
    long sent() {
        return sent;
    }

    /** Lines that watchers had no room for. */
    long skipped() {
        return skipped;
    }
}
