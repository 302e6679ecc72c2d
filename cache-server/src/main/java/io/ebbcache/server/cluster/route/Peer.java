package io.ebbcache.server.cluster.route;

import io.ebbcache.client.connection.NodeConnections;
import io.ebbcache.client.operation.Reply;
import io.ebbcache.client.operation.Request;
import io.ebbcache.server.cluster.ring.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
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
    private volatile @Nullable Outage outage;

    Peer(Member member, NodeConnections connections) {
        this.member = member;
        this.connections = connections;
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
    void failed(long lastCas) {
        synchronized (this) {
            if (outage != null) {
                return;
            }
            outage = new Outage(lastCas);
        }
        LOG.warn(
                "{} does not answer: its keys are misses until it does, what is stored for it is kept here for a short time",
                member);
    }

    /** Looks after it, some times a second: is it gone, or back? */
    void watch(long lastCas, long ringVersion) {
        Outage now = outage;
        if (now == null) {
            if (!connections.isUp()) {
                failed(lastCas);
            }
            return;
        }
        if (connections.isUp() && now.beginRecovery()) {
            recover(now, ringVersion);
        }
    }

    private void recover(Outage over, long ringVersion) {
        List<byte[]> keys = over.takeKeys(BATCH);
        MetaLine line = new MetaLine();
        List<CompletableFuture<Reply>> deletes = new ArrayList<>();
        for (byte[] key : keys.isEmpty() ? List.of(Outage.NO_KEY) : keys) {
            deletes.add(ask(
                    Request.relay(line.begin("md ", key).relayed(ringVersion).line(), key, null)));
        }
        CompletableFuture.allOf(deletes.toArray(CompletableFuture[]::new)).whenComplete((all, failure) -> {
            if (failure != null) {
                over.putBack(keys);
            }
            synchronized (this) {
                if (failure == null && over.endRecovery()) {
                    outage = null;
                    LOG.info("{} answers again", member);
                    return;
                }
            }
            over.pauseRecovery();
        });
    }

    void closeWhenIdle() {
        connections.closeWhenIdle();
    }

    void close() {
        connections.close();
    }
}
