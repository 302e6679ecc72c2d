package io.ebbcache.server.cluster.route;

import io.ebbcache.client.connection.NodeConnections;
import io.ebbcache.client.operation.RefusedException;
import io.ebbcache.client.operation.Reply;
import io.ebbcache.client.operation.Request;
import io.ebbcache.server.cluster.ring.Member;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Another node. When it does not answer it is silent: nothing is asked of it until it answers a question of its own, or the ring goes on without it.
 * Its keys are misses meanwhile; writes wait for a moment for either, and then fail: nobody else may take them as long as the ring says that they are
 * this node's.
 */
final class Peer {

    private static final Logger LOG = LoggerFactory.getLogger(Peer.class);

    private static final long NO_RING = 0;

    private final Member member;
    private final NodeConnections connections;
    private final long patienceMillis;
    private volatile @Nullable CompletableFuture<Reply> verdict;
    private volatile boolean keyed = true;
    private boolean probing;

    /** @param patienceMillis writes wait for so long after it has fallen silent */
    Peer(Member member, NodeConnections connections, long patienceMillis) {
        this.member = member;
        this.connections = connections;
        this.patienceMillis = patienceMillis;
    }

    Member member() {
        return member;
    }

    /** Whether it has keys; else it is only asked for what it had. */
    void hasKeys(boolean has) {
        keyed = has;
    }

    CompletableFuture<Reply> ask(Request request) {
        return connections.execute(request);
    }

    /** Whether it does not answer. */
    boolean isSilent() {
        return verdict != null;
    }

    /** Is done when it answers again or the ring has changed, fails when neither comes soon; null if it is not silent. */
    @Nullable
    CompletableFuture<Reply> verdict() {
        return verdict;
    }

    /** It has not answered. */
    void failed() {
        synchronized (this) {
            if (verdict != null) {
                return;
            }
            verdict = newVerdict();
        }
        if (keyed) {
            LOG.warn(
                    "{} does not answer: its keys are misses, and cannot be written, until it does or others get them",
                    member);
        } else {
            LOG.info("{}, which had keys before, is gone", member);
        }
    }

    private CompletableFuture<Reply> newVerdict() {
        return new CompletableFuture<Reply>().orTimeout(patienceMillis, TimeUnit.MILLISECONDS);
    }

    /** The ring has changed: who waits for it is to look again. */
    void ringChanged() {
        CompletableFuture<Reply> old;
        synchronized (this) {
            old = verdict;
            if (old == null) {
                return;
            }
            verdict = newVerdict();
        }
        old.complete(Reply.DONE);
    }

    /** Looks after it, some times a second: is it gone, or back? */
    void watch() {
        if (!isSilent()) {
            if (!connections.isUp()) {
                failed();
            }
            return;
        }
        synchronized (this) {
            if (probing || !connections.isUp()) {
                return;
            }
            probing = true;
        }
        byte[] line = MetaLine.laterRing(NO_RING);
        ask(Request.relay(line, MetaLine.ANY_KEY, null)).whenComplete((reply, failure) -> probed(failure));
    }

    private void probed(@Nullable Throwable failure) {
        boolean answered = failure == null || failure instanceof RefusedException;
        CompletableFuture<Reply> old;
        synchronized (this) {
            probing = false;
            old = verdict;
            if (!answered || old == null) {
                return;
            }
            verdict = null;
        }
        LOG.info("{} answers", member);
        old.complete(Reply.DONE);
    }

    void closeWhenIdle() {
        connections.closeWhenIdle();
    }

    void close() {
        connections.close();
    }
}
