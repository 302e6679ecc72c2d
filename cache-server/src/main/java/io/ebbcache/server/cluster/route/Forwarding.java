package io.ebbcache.server.cluster.route;

import io.ebbcache.client.connection.ConnectionConfig;
import io.ebbcache.client.connection.EventLoops;
import io.ebbcache.client.connection.NodeConnections;
import io.ebbcache.client.operation.RefusedException;
import io.ebbcache.client.operation.Reply;
import io.ebbcache.client.operation.Request;
import io.ebbcache.server.cluster.ring.Identity;
import io.ebbcache.server.cluster.ring.Member;
import io.ebbcache.server.cluster.ring.RingListener;
import io.ebbcache.server.cluster.ring.RingNews;
import io.ebbcache.server.cluster.ring.RingView;
import io.ebbcache.server.command.Commands;
import io.ebbcache.server.command.Latency;
import io.ebbcache.server.command.LatencyCells;
import io.ebbcache.server.command.MemoryBudget;
import io.ebbcache.server.command.PeerRefusal;
import io.ebbcache.server.command.ServerState;
import io.ebbcache.server.command.StatsSink;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a node answer for any key: it knows the ring and the other nodes, and makes the {@link Commands} that ask them. Without a ring all is this
 * node's.
 */
public final class Forwarding implements RingListener, AutoCloseable {

    /** Heap for copies of hot keys at most, where these are found. */
    public static final int HOT_COPIES_BYTES = HotCopies.MOST_BYTES;

    /** Heap for the marks of a node that fills itself. */
    public static final int WARMING_BYTES = Warming.MARKS_BYTES;

    private static final Logger LOG = LoggerFactory.getLogger(Forwarding.class);
    private static final int WATCH_MILLIS = 100;
    /** A request waits for so long for a ring, or for a node that does not answer. */
    private static final int PATIENCE_MILLIS = 1000;

    /** A node that finds no others in this time begins to serve all the same. */
    private static final int STARTING_SECONDS = 5;

    private static final int MOST_KNOWN = 4 * RingNews.MOST_REMEMBERED;
    private static final int MOST_CALLS_OF_CONNECTION = 256;

    private final Identity self;
    private final ConnectionConfig connections;
    private final EventLoops loops;
    private final LongSupplier lastCas;
    private final MemoryBudget budget;
    private final ScheduledFuture<?> watching;
    private final LatencyCells latencies;
    private final Map<RouteCounter, LongAdder> counters = new EnumMap<>(RouteCounter.class);
    private final Map<Member, Peer> peers = new HashMap<>();
    private final Map<Long, CompletableFuture<Reply>> awaited = new HashMap<>();
    private final CompletableFuture<Reply> firstRing =
            new CompletableFuture<Reply>().completeOnTimeout(Reply.DONE, STARTING_SECONDS, TimeUnit.SECONDS);
    private final HotCopies copies = new HotCopies(System::nanoTime);
    private final Recency recency;
    private volatile @Nullable CompletableFuture<Reply> checking;
    private final ArrayDeque<RingView> known = new ArrayDeque<>();
    private Tenure tenure = Tenure.NONE;
    private volatile LongConsumer ringSeeker = version -> {};
    private volatile @Nullable Layout layout;

    /**
     * @param self which member this node is
     * @param connections how others are connected to
     * @param valueBytes of values on their way between nodes, both directions
     * @param pause who stood still for less cannot have been given up by the others
     */
    public Forwarding(Identity self, ServerState state, ConnectionConfig connections, long valueBytes, Duration pause) {
        this(self, state, connections, valueBytes, pause, System::nanoTime);
    }

    Forwarding(
            Identity self,
            ServerState state,
            ConnectionConfig connections,
            long valueBytes,
            Duration pause,
            LongSupplier nanos) {
        this.recency = new Recency(nanos, pause.toNanos());
        this.self = self;
        this.connections = connections;
        this.loops = new EventLoops();
        this.lastCas = state.store()::lastCas;
        this.budget = new MemoryBudget(valueBytes);
        for (RouteCounter counter : RouteCounter.values()) {
            counters.put(counter, new LongAdder());
        }
        this.latencies = state.latencies().newCells();
        state.countAlso(target -> counters.forEach((counter, count) -> target.count(counter.metric(), count.sum())));
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

    /**
     * Is done when there is a ring, or has been none for some seconds after the start. Until then requests wait: what a node was told before it knew
     * the others would be lost when it does.
     */
    public CompletableFuture<Reply> firstRing() {
        return firstRing;
    }

    /** So many questions of one connection are on their way at once. */
    int mostCallsOfConnection() {
        return MOST_CALLS_OF_CONNECTION;
    }

    /** Called before requests are carried out: this node may have stood still, and the others gone on without it. */
    void checkAwake() {
        if (recency.hasStoodStill()) {
            askForLaterRing();
        }
    }

    private void askForLaterRing() {
        CompletableFuture<Reply> check;
        Layout now = layout;
        synchronized (recency) {
            if (now == null || checking != null || !recency.hasStoodStill()) {
                return;
            }
            check = new CompletableFuture<>();
            checking = check;
            recency.tick();
        }
        LOG.warn("stood still for some seconds: asks whether the others have gone on to another ring");
        try {
            byte[] line = MetaLine.laterRing(now.version());
            CompletableFuture<?>[] answers = now.peers().stream()
                    .filter(Objects::nonNull)
                    .map(peer -> peer.ask(Request.relay(line, MetaLine.ANY_KEY, null))
                            .handle((reply, failure) -> heardOfRings(now, failure)))
                    .toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(answers).whenComplete((all, failure) -> checked(check));
        } catch (RuntimeException e) {
            checked(check);
            throw e;
        }
    }

    private Reply heardOfRings(Layout asked, @Nullable Throwable failure) {
        if (failure instanceof RefusedException && PeerRefusal.LATER_RING.isIn(String.valueOf(failure.getMessage()))) {
            isOver(asked.version());
        }
        return Reply.DONE;
    }

    private void checked(CompletableFuture<Reply> check) {
        checking = null;
        check.complete(Reply.DONE);
    }

    /** Another node goes by a later ring than that of this version. */
    void isOver(long version) {
        recency.isOver(version);
        ringSeeker.accept(version + 1);
    }

    /**
     * What to wait for before this node answers for a key of its own; null if nothing. Done if waiting has no sense and the ring is known to be over.
     */
    @Nullable
    CompletableFuture<Reply> doubt(Layout now) {
        CompletableFuture<Reply> check = checking;
        if (check != null && !check.isDone()) {
            return check;
        }
        if (!recency.isDoubted(now.version())) {
            return null;
        }
        return recency.isFreshlyDoubted() ? ringOf(now.version() + 1) : CompletableFuture.completedFuture(Reply.DONE);
    }

    /** Answers of other nodes that are told again for a moment. */
    HotCopies copies() {
        return copies;
    }

    MemoryBudget budget() {
        return budget;
    }

    /** Who is told of a version that another node's ring has and none here. */
    public void seekRingsBy(LongConsumer seeker) {
        ringSeeker = seeker;
    }

    /**
     * Rings that this node did not go by were in force elsewhere: who had this node's keys there may have changed them. What a smaller part of the
     * cluster did for itself does not count, unless this node belonged to it.
     */
    @Override
    public synchronized void changed(RingNews news) {
        ServingRing ring = ServingRing.of(news.current(), self);
        List<ServingRing> foreign = news.before().stream()
                .filter(each -> !isKnown(each) && (!each.tentative() || wentTentatively()))
                .map(each -> ServingRing.of(each, self))
                .toList();
        Warming warming = warming();
        if (warming != null && warming.isOver()) {
            tenure = tenure.withoutFormers();
            warming = null;
        }
        long lastCasNow = lastCas.getAsLong(); // as late as can be: what is stored after it counts
        if (isCutOff(news)) {
            tenure = tenure.lost(lastCasNow);
        }
        for (ServingRing each : foreign) {
            tenure = tenure.afterForeign(each, lastCasNow);
        }
        tenure = tenure.under(ring, lastCasNow);
        remember(news);
        publish(ring, warming);
        firstRing.complete(Reply.DONE);
        peers.values().forEach(Peer::ringChanged);
        synchronized (awaited) {
            awaited.entrySet().removeIf(each -> {
                boolean here = each.getKey() <= ring.view().version();
                if (here) {
                    each.getValue().complete(Reply.DONE);
                }
                return here;
            });
        }
    }

    private boolean wentTentatively() {
        Layout now = layout;
        return now != null && now.ring().view().tentative();
    }

    private boolean isKnown(RingView ring) {
        return known.stream().anyMatch(ring::isSame);
    }

    /** A ring counts once, however often it is told. */
    private void remember(RingNews news) {
        news.before().stream().filter(each -> !isKnown(each)).forEach(known::addLast);
        known.addLast(news.current());
        while (known.size() > MOST_KNOWN) {
            known.removeFirst();
        }
    }

    /** Whether there may have been rings that are not told any more. */
    private boolean isCutOff(RingNews news) {
        Layout now = layout;
        if (now == null) {
            return false;
        }
        RingView last = now.ring().view();
        boolean told = last.isSame(news.current()) || news.before().stream().anyMatch(last::isSame);
        boolean shortened = news.before().size() >= RingNews.MOST_REMEMBERED
                && !isKnown(news.before().get(0));
        return !told || shortened;
    }

    private void publish(ServingRing ring, @Nullable Warming before) {
        Collection<Member> formers = tenure.formers();
        long now = System.nanoTime();
        Warming warming = before;
        if (formers.isEmpty()) {
            warming = null;
        } else if (warming == null) {
            warming = new Warming(now);
        } else {
            warming.begin(now);
        }
        Set<Member> others = new LinkedHashSet<>(formers);
        others.addAll(ring.members());
        others.removeIf(ring::isSelf);
        others.forEach(member -> peers.computeIfAbsent(member, this::connect));
        Map<Member, Peer> asked = new HashMap<>();
        formers.forEach(member -> asked.put(member, Objects.requireNonNull(peers.get(member))));
        List<@Nullable Peer> owners = new ArrayList<>();
        ring.members().forEach(member -> owners.add(ring.isSelf(member) ? null : peers.get(member)));
        peers.forEach((member, peer) -> peer.hasKeys(ring.members().contains(member)));
        layout = new Layout(ring, owners, tenure, Map.copyOf(asked), warming);
        peers.entrySet().removeIf(each -> {
            boolean gone = !others.contains(each.getKey());
            if (gone) {
                each.getValue().ringChanged();
                each.getValue().closeWhenIdle();
            }
            return gone;
        });
    }

    private @Nullable Warming warming() {
        Layout now = layout;
        return now == null ? null : now.warming();
    }

    /** This node does not fill itself from others any more: when this has returned, nothing of theirs comes. */
    void endWarming() {
        Warming warming = warming();
        if (warming != null) {
            warming.end();
        }
    }

    /** Asks all others that have keys, or had them and are asked for them still, to end their items; fails if one that has keys does not. */
    CompletableFuture<Reply> flushOthers(long exptime) {
        Layout now = layout;
        if (now == null) {
            return CompletableFuture.completedFuture(Reply.DONE);
        }
        byte[] line = MetaLine.flush(now.version(), exptime);
        now.formers().values().stream()
                .filter(peer -> !now.peers().contains(peer))
                .forEach(peer -> peer.ask(Request.relay(line, MetaLine.ANY_KEY, null)));
        CompletableFuture<?>[] all = now.peers().stream()
                .filter(Objects::nonNull)
                .map(peer -> peer.ask(Request.relay(line, MetaLine.ANY_KEY, null)))
                .toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(all).thenApply(nothing -> Reply.DONE);
    }

    private Peer connect(Member member) {
        return new Peer(
                member,
                NodeConnections.open(
                        member.node(),
                        connections,
                        loops,
                        (node, verb, nanos, reply, failure) -> latencies.recordConcurrently(Latency.FORWARDED, nanos),
                        new PeerNotices(member)),
                PATIENCE_MILLIS);
    }

    /** Is done when this node has a ring of this version or a later one; fails when that does not come soon. */
    CompletableFuture<Reply> ringOf(long version) {
        Layout now = layout;
        if (now != null && now.version() >= version) {
            return CompletableFuture.completedFuture(Reply.DONE);
        }
        ringSeeker.accept(version);
        return awaitRing(version);
    }

    private CompletableFuture<Reply> awaitRing(long version) {
        synchronized (awaited) {
            Layout now = layout; // it may have come just now
            if (now != null && now.version() >= version) {
                return CompletableFuture.completedFuture(Reply.DONE);
            }
            return awaited.compute(version, (key, before) -> before == null || before.isDone() ? patience() : before);
        }
    }

    private static CompletableFuture<Reply> patience() {
        return new CompletableFuture<Reply>().orTimeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Whatever goes wrong, it looks again the next time. */
    private void watch() {
        try {
            checkAwake();
            recency.tick();
            synchronized (awaited) {
                awaited.values().removeIf(CompletableFuture::isDone);
            }
            copies.sweep();
            Warming warming = warming();
            if (warming != null) {
                warming.look(System.nanoTime());
                endIfOver(warming);
            }
            allPeers().forEach(Forwarding::watch);
        } catch (RuntimeException e) {
            LOG.warn("looking after the other nodes: {}", String.valueOf(e), e);
        }
    }

    private synchronized List<Peer> allPeers() {
        return List.copyOf(peers.values());
    }

    private void endIfOver(Warming warming) {
        if (!warming.isOver()) {
            return;
        }
        synchronized (this) {
            Layout now = layout;
            if (now != null && now.warming() == warming) {
                tenure = tenure.withoutFormers();
                publish(now.ring(), null);
                LOG.info(
                        "filled from those that had the keys before: {} items",
                        counter(RouteCounter.FILLED).sum());
            }
        }
    }

    /** Whatever goes wrong with one of them, all are looked after the next time. */
    private static void watch(Peer peer) {
        try {
            peer.watch();
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
