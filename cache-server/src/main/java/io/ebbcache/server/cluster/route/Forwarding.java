package io.ebbcache.server.cluster.route;

import io.ebbcache.client.connection.ConnectionConfig;
import io.ebbcache.client.connection.EventLoops;
import io.ebbcache.client.connection.NodeConnections;
import io.ebbcache.client.connection.NodeListener;
import io.ebbcache.client.operation.Reply;
import io.ebbcache.client.ring.KetamaPlacement;
import io.ebbcache.client.ring.Node;
import io.ebbcache.server.cluster.ring.Member;
import io.ebbcache.server.cluster.ring.RingListener;
import io.ebbcache.server.cluster.ring.RingNews;
import io.ebbcache.server.cluster.ring.RingView;
import io.ebbcache.server.command.Commands;
import io.ebbcache.server.command.MemoryBudget;
import io.ebbcache.server.command.ServerState;
import io.ebbcache.server.command.StatsSink;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a node answer for any key: it knows the ring and the other nodes, and makes the {@link Commands} that ask them. Without a ring all is this
 * node's.
 */
public final class Forwarding implements RingListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Forwarding.class);
    private static final int WATCH_MILLIS = 100;
    private static final int RING_PATIENCE_MILLIS = 1000;
    private static final int MOST_CALLS_OF_CONNECTION = 256;
    private static final NodeListener UNHEARD = new NodeListener() {
        @Override
        public void up(Node node) {}

        @Override
        public void down(Node node, Throwable cause) {}
    };

    private final String self;
    private final ConnectionConfig connections;
    private final EventLoops loops;
    private final LongSupplier lastCas;
    private final MemoryBudget budget;
    private final ScheduledFuture<?> watching;
    private final Map<RouteCounter, LongAdder> counters = new EnumMap<>(RouteCounter.class);
    private final Map<Member, Peer> peers = new HashMap<>();
    private final Map<Long, CompletableFuture<Reply>> awaited = new HashMap<>();
    private @Nullable RingView ring;
    private Tenure tenure = Tenure.NONE;
    private volatile @Nullable Layout layout;

    /**
     * @param self the name of this node
     * @param connections how others are connected to
     * @param valueBytes of values on their way between nodes, both directions
     */
    public Forwarding(String self, ServerState state, ConnectionConfig connections, long valueBytes) {
        this.self = self;
        this.connections = connections;
        this.loops = new EventLoops();
        this.lastCas = state.store()::lastCas;
        this.budget = new MemoryBudget(valueBytes);
        for (RouteCounter counter : RouteCounter.values()) {
            counters.put(counter, new LongAdder());
        }
        this.watching =
                loops.timer().scheduleWithFixedDelay(this::watch, WATCH_MILLIS, WATCH_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** The commands of one thread. */
    public Commands commands(Commands.Seat seat) {
        return new ForwardingCommands(seat, this);
    }

    /** Where one of these is counted. */
    LongAdder counter(RouteCounter counter) {
        return Objects.requireNonNull(counters.get(counter));
    }

    /** Tells what was counted. */
    public void tell(StatsSink target) {
        counters.forEach((counter, count) -> target.stat(counter.word(), count.sum()));
    }

    /** What requests go by; null while there is no ring. */
    @Nullable
    Layout layout() {
        return layout;
    }

    /** So many questions of one connection are on their way at once. */
    int mostCallsOfConnection() {
        return MOST_CALLS_OF_CONNECTION;
    }

    MemoryBudget budget() {
        return budget;
    }

    @Override
    public synchronized void changed(RingNews news) {
        long now = lastCas.getAsLong();
        RingView before = ring;
        boolean connected = before == null || isAmong(news.before(), before) || before.isSame(news.current());
        boolean unknown = before == null;
        if (!connected) {
            tenure = tenure.lost();
            unknown = true;
        }
        for (RingView each : news.before()) {
            if (unknown) {
                take(each, now);
            }
            unknown |= before != null && each.isSame(before);
        }
        KetamaPlacement placement = take(news.current(), now);
        ring = news.current();
        layout = new Layout(news.current().version(), placement, peersOf(news.current()), tenure);
        awaited.entrySet().removeIf(each -> {
            boolean here = each.getKey() <= news.current().version();
            if (here) {
                each.getValue().complete(Reply.DONE);
            }
            return here;
        });
    }

    private static boolean isAmong(List<RingView> rings, RingView one) {
        return rings.stream().anyMatch(one::isSame);
    }

    private KetamaPlacement take(RingView view, long now) {
        KetamaPlacement placement =
                new KetamaPlacement(view.members().stream().map(Member::node).toList());
        tenure = tenure.under(placement, index -> isSelf(view.members().get(index)), now);
        return placement;
    }

    private boolean isSelf(Member member) {
        return member.name().equals(self);
    }

    private List<@Nullable Peer> peersOf(RingView view) {
        List<@Nullable Peer> list = new ArrayList<>();
        for (Member member : view.members()) {
            list.add(isSelf(member) ? null : peers.computeIfAbsent(member, this::connect));
        }
        peers.values().removeIf(peer -> {
            boolean gone = !list.contains(peer);
            if (gone) {
                peer.closeWhenIdle();
            }
            return gone;
        });
        return list;
    }

    private Peer connect(Member member) {
        return new Peer(
                member,
                NodeConnections.open(
                        member.node(), connections, loops, (node, verb, nanos, reply, failure) -> {}, UNHEARD),
                lastCas);
    }

    /** Is done when this node has a ring of this version or a later one; fails when that does not come soon. */
    synchronized CompletableFuture<Reply> ringOf(long version) {
        Layout now = layout;
        if (now != null && now.version() >= version) {
            return CompletableFuture.completedFuture(Reply.DONE);
        }
        return awaited.computeIfAbsent(
                version, key -> new CompletableFuture<Reply>().orTimeout(RING_PATIENCE_MILLIS, TimeUnit.MILLISECONDS));
    }

    private synchronized void watch() {
        Layout now = layout;
        if (now != null) {
            awaited.values().removeIf(CompletableFuture::isDone);
            peers.values().forEach(peer -> watch(peer, now.version()));
        }
    }

    /** Whatever goes wrong with one of them, all are looked after the next time. */
    private static void watch(Peer peer, long ringVersion) {
        try {
            peer.watch(ringVersion);
        } catch (RuntimeException e) {
            LOG.warn("{}: {}", peer.member(), String.valueOf(e), e);
        }
    }

    @Override
    public void close() {
        watching.cancel(false);
        synchronized (this) {
            peers.values().forEach(Peer::close);
            peers.clear();
        }
        loops.close();
    }
}
