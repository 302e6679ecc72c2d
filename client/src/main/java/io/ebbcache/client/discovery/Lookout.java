package io.ebbcache.client.discovery;

import io.ebbcache.client.operation.NodeUnavailableException;
import io.ebbcache.client.ring.Node;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks again and again on a thread of its own, and tells of each list that is new. What fails changes nothing: the last list stays.
 */
final class Lookout implements NodeSource {

    private static final Logger LOG = LoggerFactory.getLogger(Lookout.class);

    private final String what;
    private final Pace pace;
    private final Supplier<Lookup> opener;
    private final CountDownLatch firstOrClosed = new CountDownLatch(1);

    private volatile @Nullable Thread thread;
    private volatile boolean closed;
    private volatile boolean suspected;
    private volatile List<Node> known = List.of();
    private volatile @Nullable Exception failure;

    /**
     * Ready to start.
     *
     * @param what is looked at, for log lines and the thread's name
     * @param opener is called once, on the thread that looks; what it gives is closed there
     */
    Lookout(String what, Pace pace, Supplier<Lookup> opener) {
        this.what = what;
        this.pace = pace;
        this.opener = opener;
    }

    @Override
    public void start(Consumer<List<Node>> nodes) {
        begin(nodes);
        try {
            if (!firstOrClosed.await(pace.patience().toNanos(), TimeUnit.NANOSECONDS) || known.isEmpty()) {
                throw none(failure);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw none(e);
        }
    }

    private synchronized void begin(Consumer<List<Node>> nodes) {
        if (closed || thread != null) {
            throw new IllegalStateException("started or closed already: the nodes of " + what);
        }
        Thread started = new Thread(() -> run(nodes), "ebb-discovery-" + what);
        started.setDaemon(true);
        thread = started;
        started.start();
    }

    private NodeUnavailableException none(@Nullable Exception cause) {
        close();
        String message = "no nodes of " + what + " within " + pace.patience();
        return cause == null
                ? new NodeUnavailableException(message)
                : new NodeUnavailableException(message + ": " + cause, cause);
    }

    @Override
    public void suspect() {
        suspected = true;
        LockSupport.unpark(thread);
    }

    private void run(Consumer<List<Node>> nodes) {
        try (Lookup lookup = opener.get()) {
            int failures = 0;
            while (!closed) {
                suspected = false;
                failures = look(lookup, nodes) ? 0 : failures + 1;
                pause(pace.after(failures));
            }
        } catch (RuntimeException e) {
            failure = e;
            LOG.error("The nodes of {} are not looked up any more.", what, e);
        } finally {
            firstOrClosed.countDown();
        }
    }

    private boolean look(Lookup lookup, Consumer<List<Node>> nodes) {
        try {
            List<Node> found = List.copyOf(lookup.look());
            if (failure != null) {
                failure = null;
                LOG.info("The nodes of {} can be looked up again.", what);
            }
            if (!found.equals(known) && !closed) {
                tell(found, nodes);
            }
            return true;
        } catch (IOException | InterruptedException | RuntimeException e) {
            if (failure == null && !closed) {
                LOG.warn("The nodes of {} cannot be looked up; they stay {}: {}", what, known, e.toString());
            }
            failure = e;
            return false;
        }
    }

    private void tell(List<Node> found, Consumer<List<Node>> nodes) {
        LOG.info("The nodes of {} are {}; they were {}.", what, found, known);
        try {
            nodes.accept(found);
        } catch (RuntimeException e) {
            LOG.error("The nodes of {} could not be taken over.", what, e);
        }
        known = found;
        firstOrClosed.countDown();
    }

    private void pause(Duration time) {
        long begin = System.nanoTime();
        while (!closed) {
            long passed = System.nanoTime() - begin;
            long left = (suspected ? pace.least() : time).toNanos() - passed;
            if (left <= 0) {
                return;
            }
            LockSupport.parkNanos(this, left);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        firstOrClosed.countDown();
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
    }
}
