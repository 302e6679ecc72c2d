package io.ebbcache.server.cluster.route;

import io.ebbcache.client.connection.NodeConnections;
import io.ebbcache.client.operation.Reply;
import io.ebbcache.client.operation.Request;
import io.ebbcache.server.cluster.ring.Member;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Another node. When it does not answer it is out: until it is heard of again this node stands in for it, with an empty cache that began when it
 * went out. What is written meanwhile is noted, and deleted over there before anything is asked of it again, so that nothing older comes to light.
 */
final class Peer {

    private static final Logger LOG = LoggerFactory.getLogger(Peer.class);

    /** Deletes that are sent at once when a node is back. */
    private static final int BATCH = 512;

    private final Member member;
    private final NodeConnections connections;
    private final LongSupplier lastCas;
    private volatile @Nullable Outage outage;

    /** @param lastCas the CAS number that was given last here */
    Peer(Member member, NodeConnections connections, LongSupplier lastCas) {
        this.member = member;
        this.connections = connections;
        this.lastCas = lastCas;
    }

    Member member() {
        return member;
    }

    CompletableFuture<Reply> ask(Request request) {
        return connections.execute(request);
    }

    /** Since when it has been out; null if it is not. */
    @Nullable
    Outage outage() {
        return outage;
    }

    /** It has not answered: it is out from now on. */
    void failed() {
        synchronized (this) {
            if (outage != null) {
                return;
            }
            outage = new Outage(lastCas.getAsLong());
        }
        LOG.warn(
                "{} does not answer: its keys are misses until it does, what is stored for it is kept here for a short time",
                member);
    }

    /** Looks after it, some times a second: is it gone, or back? */
    void watch(long ringVersion) {
        Outage now = outage;
        if (now == null) {
            if (!connections.isUp()) {
                failed();
            }
            return;
        }
        if (connections.isUp() && now.beginRecovery()) {
            recover(now, ringVersion);
        }
    }

    /** First it has to answer anything at all; what was noted is deleted from the next look on. */
    private void recover(Outage its, long ringVersion) {
        if (its.isHeard()) {
            delete(its, ringVersion);
            return;
        }
        askToDelete(Outage.NO_KEY, ringVersion).whenComplete((reply, failure) -> {
            if (failure == null) {
                its.heard();
            }
            its.pauseRecovery();
        });
    }

    /**
     * Sends deletes. With the last of them this node stops to stand in, without waiting for their answers: what is asked for one of these keys next
     * goes the same way behind them. Waiting for a moment at which nothing is noted would be waiting for the writers to stop.
     */
    private void delete(Outage its, long ringVersion) {
        List<byte[]> keys;
        List<CompletableFuture<Reply>> deletes;
        boolean last;
        synchronized (its) { // a change is noted before these, or sent behind them
            keys = its.takeKeys(BATCH);
            deletes = keys.stream().map(key -> askToDelete(key, ringVersion)).toList();
            last = its.end();
            if (last) {
                outage = null;
            }
        }
        CompletableFuture.allOf(deletes.toArray(CompletableFuture[]::new)).whenComplete((all, failure) -> {
            if (last) {
                ended(keys, failure == null);
            } else if (failure != null) {
                its.putBack(keys);
            }
            its.pauseRecovery();
        });
    }

    private CompletableFuture<Reply> askToDelete(byte[] key, long ringVersion) {
        byte[] line = new MetaLine().begin("md ", key).relayed(ringVersion).line();
        return ask(Request.relay(line, key, null));
    }

    private void ended(List<byte[]> keys, boolean deleted) {
        if (deleted) {
            LOG.info("{} answers again", member);
            return;
        }
        failed();
        Outage next = outage;
        if (next != null) {
            keys.forEach(next::note);
        }
    }

    void closeWhenIdle() {
        connections.closeWhenIdle();
    }

    void close() {
        connections.close();
    }
}
