package io.ebbcache.server.net;

import io.ebbcache.server.command.CloseReason;
import io.ebbcache.server.command.Commands;
import io.ebbcache.server.command.Latency;
import io.ebbcache.server.command.ServerState;
import io.ebbcache.server.protocol.Protocols;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;

/** What the connections of one event loop share; only that loop's thread uses it. */
final class Loop {

    final Commands commands;
    final Protocols protocols;
    final ByteBufAllocator allocator;

    /** The received bytes, while they are decoded. */
    final UnsafeBuffer received = new UnsafeBuffer(0, 0);

    /** So often each loop tells that it turns. */
    static final int TICK_MILLIS = 250;

    private final List<Connection> connections = new ArrayList<>();
    private volatile long tickedAt = System.nanoTime();

    Loop(ServerState state, ByteBufAllocator allocator) {
        this.commands = state.newCommands();
        this.allocator = allocator;
        this.protocols = new Protocols(commands, allocator);
    }

    /** The loop turns; called four times a second. How late that is shows how long requests wait for their turn. */
    void tick() {
        long now = System.nanoTime();
        long late = now - tickedAt - TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS);
        tickedAt = now;
        commands.timed(Latency.LOOP_LAG, Math.max(0, late));
    }

    /** When it has turned last, by {@link System#nanoTime}; any thread may ask. */
    long tickedAt() {
        return tickedAt;
    }

    void opened(Connection connection) {
        connection.place(connections.size());
        connections.add(connection);
    }

    void closed(Connection connection) {
        Connection last = connections.remove(connections.size() - 1);
        if (last != connection) {
            connections.set(connection.place(), last);
            last.place(connection.place());
        }
    }

    /** Closes the connections whose clients let them wait for too long; called once a second. */
    void closeStalled(Timeouts timeouts) {
        for (Connection connection : List.copyOf(connections)) {
            connection.closeIfStalled(timeouts);
        }
    }

    /** Closes all connections as soon as their replies have left. */
    void endAll() {
        for (Connection connection : List.copyOf(connections)) {
            connection.end(CloseReason.SHUTDOWN);
        }
    }
}
