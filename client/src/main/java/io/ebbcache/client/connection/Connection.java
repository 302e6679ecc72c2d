package io.ebbcache.client.connection;

import io.ebbcache.client.operation.CacheException;
import io.ebbcache.client.operation.ClosedClientException;
import io.ebbcache.client.operation.ConnectionLostException;
import io.ebbcache.client.operation.OverloadedException;
import io.ebbcache.client.operation.Reply;
import io.ebbcache.client.wire.Protocol;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one connection to a node, for ever: sessions come and go. Requests come from any thread; everything else happens on one event loop, so
 * only what is volatile is read by others. A request is counted when it is submitted and leaves the count in one place, {@link #leave}.
 */
final class Connection implements Session.Owner, Attempt.Ending {

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    private final ConnectionSetup setup;
    private final EventLoop loop;
    private final Runnable stateChanged;
    private final Submissions submissions = new Submissions();
    private final InFlight inFlight;
    private final ArrayDeque<Pending> waiting = new ArrayDeque<>();
    private final Backoff backoff;
    private final Patience patience;
    private final Runnable drain = this::drain;
    private final Runnable look = this::look;
    private final Runnable leave = this::leave;

    private volatile ConnectionState state = ConnectionState.CONNECTING;
    private volatile @Nullable Outage outage;
    private volatile boolean closing;
    private boolean watching;
    private @Nullable Session session;
    private @Nullable Attempt attempt;
    private @Nullable Future<?> retry;

    /** @param stateChanged is run on the event loop after each change of {@link #isDown} */
    Connection(ConnectionSetup setup, Runnable stateChanged) {
        this.setup = setup;
        this.stateChanged = stateChanged;
        this.loop = setup.loops().next();
        this.inFlight = new InFlight(setup.config().maxInFlight());
        this.backoff = new Backoff(setup.config().firstBackoff(), setup.config().mostBackoff());
        this.patience = new Patience(setup);
    }

    /** Begins to connect. */
    void start() {
        onLoop(this::attempt);
    }

    boolean isDown() {
        return outage != null || state == ConnectionState.CLOSED;
    }

    @Nullable
    Throwable downCause() {
        Outage current = outage;
        return current == null ? null : current.cause();
    }

    int inFlight() {
        return inFlight.count();
    }

    /** Takes a request; never waits. From any thread. */
    void execute(Pending pending) {
        Outage current = outage;
        if (closing) {
            setup.completion().fail(pending, closed());
        } else if (current != null) {
            setup.completion().fail(pending, current.failure(setup.node()));
        } else if (!inFlight.tryEnter()) {
            setup.completion().fail(pending, overloaded());
        } else if (submissions.push(pending)) {
            onLoop(drain);
        }
    }

    private void onLoop(Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            refuseWithoutLoop();
        }
    }

    /** The event loops were ended before the connection: there is no thread left to do this in order. */
    private void refuseWithoutLoop() {
        closing = true;
        ArrayDeque<Pending> submitted = new ArrayDeque<>();
        submissions.moveTo(submitted);
        failAll(submitted, closed());
    }

    private void drain() {
        submissions.moveTo(waiting);
        if (state == ConnectionState.CLOSED) {
            failAll(waiting, closed());
            return;
        }
        watch();
        Outage current = outage;
        if (current != null) {
            failAll(waiting, current.failure(setup.node()));
        } else if (session != null && !waiting.isEmpty()) {
            session.send(waiting, System.nanoTime());
        }
    }

    /** Looks for timeouts while there is anything to look for. */
    private void watch() {
        if (!watching && inFlight.count() > 0 && state != ConnectionState.CLOSED) {
            watching = true;
            schedule(look, patience.periodNanos());
        }
    }

    private void look() {
        watching = false;
        long now = System.nanoTime();
        Session current = session;
        int sent = 0;
        if (current != null) {
            sent = current.sentCount();
            patience.expireSent(current, waiting.size(), now);
        }
        patience.expireWaiting(waiting, state, sent, now, leave);
        String silence = current == null ? null : patience.silence(current, now);
        if (current != null && silence != null) {
            current.end(silence, null);
        }
        watch();
    }

    private void attempt() {
        if (state == ConnectionState.CLOSED) {
            return;
        }
        Attempt next = new Attempt(setup, loop, this);
        attempt = next;
        next.start();
    }

    @Override
    public void reached() {
        if (state == ConnectionState.CONNECTING) {
            state = ConnectionState.NEGOTIATING;
        }
    }

    @Override
    public void connected(ChannelHandlerContext context, Protocol protocol) {
        attempt = null;
        Session next = new Session(context.channel(), protocol, setup.config().maxValueBytes(), this);
        session = next;
        context.pipeline().replace(context.handler(), "session", next);
        state = ConnectionState.UP;
        outage = null;
        LOG.info("connected to {}, protocol {}", setup.node(), protocol);
        stateChanged.run();
        drain();
    }

    @Override
    public void failed(Throwable cause) {
        attempt = null;
        goDown(cause);
    }

    private void goDown(Throwable cause) {
        Outage before = outage;
        Outage now = new Outage(cause, before == null ? System.nanoTime() : before.sinceNanos());
        state = ConnectionState.DOWN;
        outage = now;
        long pause = backoff.nextNanos();
        if (before == null) {
            LOG.warn("no connection to {}: {}", setup.node(), Outage.reason(cause));
        } else {
            LOG.debug("still no connection to {}: {}", setup.node(), Outage.reason(cause));
        }
        retry = schedule(this::attempt, pause);
        stateChanged.run();
        drain();
    }

    @Override
    public void lost(Session over, ArrayDeque<Pending> sent, String why, @Nullable Throwable cause) {
        session = null;
        if (state == ConnectionState.CLOSED) {
            failAll(
                    sent,
                    new ClosedClientException("the client of " + setup.node().address()
                            + " was closed before the reply; the request may have been carried out"));
            return;
        }
        LOG.info("connection to {} lost: {}", setup.node(), why);
        String message = "connection to " + setup.node().address() + " lost: " + why;
        ConnectionLostException failure =
                cause == null ? new ConnectionLostException(message) : new ConnectionLostException(message, cause);
        if (over.isProved()) {
            // A server that has answered is worth another connection at once; what waits can wait for it.
            backoff.reset();
            state = ConnectionState.CONNECTING;
            attempt();
        } else {
            goDown(failure);
        }
        failAll(sent, failure);
    }

    @Override
    public void answered(Pending pending, Reply reply) {
        leave();
        setup.completion().succeed(pending, reply);
    }

    @Override
    public void refused(Pending pending, CacheException why) {
        leave();
        setup.completion().fail(pending, why);
    }

    @Override
    public void dropped(Pending pending) {
        leave();
        setup.completion().fail(pending, new CacheException("cancelled by the caller"));
    }

    @Override
    public void writable() {
        // Not at once: this is called from within a flush.
        onLoop(drain);
    }

    private void failAll(ArrayDeque<Pending> pendings, CacheException failure) {
        for (Pending pending = pendings.poll(); pending != null; pending = pendings.poll()) {
            leave();
            setup.completion().fail(pending, failure);
        }
    }

    private void leave() {
        inFlight.leave();
        if (closing && inFlight.count() == 0) {
            onLoop(this::close);
        }
    }

    private @Nullable Future<?> schedule(Runnable task, long nanos) {
        try {
            return loop.schedule(task, nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            closeNow();
            return null;
        }
    }

    /** Takes no more requests, and closes when it has no more, or when they have had the time they may take. */
    void closeWhenIdle() {
        closing = true;
        onLoop(() -> {
            if (inFlight.count() == 0) {
                closeNow();
            } else {
                schedule(this::closeNow, setup.config().operationTimeout().toNanos());
            }
        });
    }

    /** Fails what is pending. From any thread; does not wait. */
    void close() {
        closing = true;
        onLoop(this::closeNow);
    }

    private void closeNow() {
        if (state == ConnectionState.CLOSED) {
            return;
        }
        closing = true;
        state = ConnectionState.CLOSED;
        if (retry != null) {
            retry.cancel(false);
        }
        if (attempt != null) {
            attempt.cancel();
        }
        Session current = session;
        if (current != null) {
            current.end("closed", null);
        }
        stateChanged.run();
        drain();
    }

    private OverloadedException overloaded() {
        return new OverloadedException(
                setup.node().address() + ": " + inFlight.most() + " requests wait on the connection already");
    }

    private ClosedClientException closed() {
        return new ClosedClientException("the client of " + setup.node().address() + " is closed");
    }
}
