package io.ebbcache.bench.faults;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Asks one node some tens of times a second for its ring, over a connection and by a thread of its own. */
final class RingPoller implements AutoCloseable {
    private static final long PAUSE_MILLIS = 20;
    private static final int PATIENCE_MILLIS = 500;

    private final String node;
    private final InetSocketAddress address;
    private final RingBook book;
    private final Thread thread;
    private volatile boolean closed;

    private RingPoller(String node, InetSocketAddress address, RingBook book) {
        this.node = node;
        this.address = address;
        this.book = book;
        thread = new Thread(this::run, "rings-of-" + node);
        thread.setDaemon(true);
    }

    static RingPoller start(String node, InetSocketAddress address, RingBook book) {
        RingPoller poller = new RingPoller(node, address, book);
        poller.thread.start();
        return poller;
    }

    private void run() {
        NodeConnection connection = null;
        try {
            while (!closed) {
                connection = ask(connection);
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            // closed
        } finally {
            if (connection != null) {
                connection.close();
            }
        }
    }

    /** Gives the connection, or null if there is none any more. */
    private @Nullable NodeConnection ask(@Nullable NodeConnection open) {
        NodeConnection connection = open;
        try {
            if (connection == null) {
                connection = NodeConnection.open(address, PATIENCE_MILLIS);
            }
            long asked = System.nanoTime();
            NodeView view = NodeView.parse(connection.statistics("cluster"));
            book.told(node, asked, System.nanoTime(), view);
            return connection;
        } catch (IOException e) {
            book.silent(node);
            if (connection != null) {
                connection.close();
            }
            return null;
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
