package io.ebbcache.server.cluster.membership;

import io.ebbcache.server.cluster.ring.Member;
import io.ebbcache.server.cluster.ring.RingListener;
import io.ebbcache.server.cluster.ring.RingNews;
import io.ebbcache.server.cluster.ring.RingView;
import io.ebbcache.server.command.NodeFigures;
import io.ebbcache.server.command.NodeSummary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jgroups.Address;
import org.jgroups.View;
import org.jgroups.stack.Protocol;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One node's part in the cluster: it tells the others who it is, hears of them, and of the ring. The first node of the view is the coordinator and
 * decides the ring. All happens on one thread, which JGroups only hands things to; whatever goes wrong here, the node goes on serving.
 */
public final class Membership implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Membership.class);
    private static final long NANOS_PER_MILLISECOND = 1_000_000;

    /** Nothing is decided before it has been calm for so long: nodes often come and go together. */
    private static final long SETTLING_NANOS = 500 * NANOS_PER_MILLISECOND;

    /** Others are asked for their ring no more often. */
    private static final long WANTED_NANOS = 20 * NANOS_PER_MILLISECOND;

    private static final int MOST_ASKED_FOR_RING = 4;

    /** So many newcomers are told one by one. */
    private static final int FEW = 8;

    /** The coordinator is told so often what it may have missed. */
    static final long SAY_NANOS = 1000 * NANOS_PER_MILLISECOND;

    private static final long SAY_LEAVING_NANOS = 100 * NANOS_PER_MILLISECOND;
    private static final long ASK_NANOS = 100 * NANOS_PER_MILLISECOND;

    /** Who is there and says nothing is waited for so long. */
    private static final long SILENCE_NANOS = 2000 * NANOS_PER_MILLISECOND;

    private static final long HISTORY_NANOS = 2000 * NANOS_PER_MILLISECOND;
    private static final int MOST_ASKED_FOR_HISTORY = 2;
    private static final long LOOK_MILLIS = 50;
    private static final long WANTED_FOR_NANOS = 1000 * NANOS_PER_MILLISECOND;
    private static final int RETRY_SECONDS = 5;
    private static final long LEAVE_POLL_MILLIS = 20;

    private final GroupConfig config;
    private final Member self;
    private final RingDecision decision;
    private final List<RingListener> listeners = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(Membership::newThread);
    private final GroupChannel channel;
    private final Company company = new Company();
    private final Absentees absentees = new Absentees();
    private final Summaries summaries;
    private final Repeats questions = new Repeats();
    private final Repeats reminders = new Repeats();
    private final AtomicLong wanted = new AtomicLong();
    private final AtomicLong wantedNanos = new AtomicLong(System.nanoTime() - WANTED_NANOS);
    private final RingHistory rings = new RingHistory();
    private long changedNanos;
    private long askedNanos;
    private long knownNanos;
    private long saidNanos = System.nanoTime();
    private boolean leaving;
    private volatile GroupState state;

    private Membership(GroupConfig config, Member self, UnaryOperator<List<Protocol>> stacked) {
        this.config = config;
        this.self = self;
        this.decision = new RingDecision(decider(self), config.holdDown().toNanos());
        this.channel = new GroupChannel(config, self.name(), stacked, new Hearing());
        this.summaries = new Summaries(company, channel::send, System::nanoTime);
        this.state = GroupState.alone(self);
    }

    /** Begins to look for the others; returns at once, and never fails: what is wrong is logged, and tried again. */
    public static Membership start(GroupConfig config, Member self) {
        return start(config, self, UnaryOperator.identity());
    }

    /** @param stacked may add protocols of JGroups of its own, upwards from the network */
    static Membership start(GroupConfig config, Member self, UnaryOperator<List<Protocol>> stacked) {
        Membership membership = new Membership(config, self, stacked);
        membership.thread.execute(membership::connect);
        membership.thread.scheduleWithFixedDelay(membership::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        return membership;
    }

    private static Thread newThread(Runnable task) {
        Thread thread = new Thread(task, "ebb-cluster");
        thread.setDaemon(true);
        return thread;
    }

    /** Is told of all rings from now on, and of the one that is there. */
    public void listen(RingListener listener) {
        onThread(() -> {
            listeners.add(listener);
            if (rings.current() != null) {
                tell(listener, rings.news());
            }
        });
    }

    /** What is known now; any thread may ask. */
    public GroupState state() {
        return state;
    }

    /** What this node is like, for the others; any thread is to be able to ask, at once. */
    public void summarizeBy(Supplier<@Nullable NodeSummary> maker) {
        summaries.ownBy(maker);
    }

    /** All nodes, and what they told of themselves lately. Any thread may ask, and as long as some do, the others are asked. */
    public List<NodeFigures> nodes() {
        return summaries.nodes(state);
    }

    /** What it has sent to the others so far; any thread may ask. */
    public GroupTraffic traffic() {
        return channel.traffic();
    }

    /** Messages that were dropped as nobody has sent them who knows the secret; 0 without one. */
    public long foreignMessages() {
        return channel.foreignMessages();
    }

    /** Messages that were dropped as they had been there before; 0 without a secret. */
    public long repeatedMessages() {
        return channel.repeatedMessages();
    }

    /**
     * Asks others for their ring, as one of this version or a later one must be in force somewhere. Returns at once; any thread may call it, as often as
     * it likes.
     */
    public void ringWanted(long version) {
        long before = wanted.getAndAccumulate(version, Math::max);
        long now = System.nanoTime();
        long last = wantedNanos.get();
        boolean soonEnough = before >= version && now - last < WANTED_NANOS;
        if (!soonEnough && wantedNanos.compareAndSet(last, now)) {
            onThread(this::askForRing);
        }
    }

    /** A node that is started again may decide in the second in which it decided before. */
    private static String decider(Member self) {
        return self.name() + "#" + Long.toString(self.started(), Character.MAX_RADIX);
    }

    private void onThread(Runnable task) {
        try {
            thread.execute(() -> {
                try {
                    task.run();
                } catch (RuntimeException e) {
                    LOG.warn("cluster {}: {}", config.cluster(), String.valueOf(e), e);
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("closed", e);
        }
    }

    private void connect() {
        String wrong = channel.connect();
        if (wrong != null) {
            LOG.warn(
                    "cluster {}: cannot take part at {}, tries again in {} s: {}",
                    config.cluster(),
                    config.address(),
                    RETRY_SECONDS,
                    wrong);
            thread.schedule(this::connect, RETRY_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** Called by threads of JGroups. */
    private final class Hearing implements GroupChannel.Ear {
        @Override
        public void viewed(View next) {
            onThread(() -> Membership.this.viewed(next));
        }

        @Override
        public void received(Address from, byte[] message) {
            onThread(() -> Membership.this.received(from, message));
        }
    }

    private void viewed(View next) {
        Address coordinator = company.isEmpty() ? null : company.members().get(0);
        List<Address> newcomers = company.viewed(next.getMembers());
        questions.retain(next.getMembers());
        reminders.retain(next.getMembers());
        changedNanos = System.nanoTime();
        LOG.info("cluster {}: {} nodes see each other: {}", config.cluster(), next.size(), next.getMembers());
        if (newcomers.size() > FEW || newcomers.contains(channel.address())) {
            sayWhoIAm(null);
        } else {
            newcomers.forEach(this::sayWhoIAm);
            if (!next.getCoord().equals(coordinator)) {
                sayWhoIAm(next.getCoord());
            }
        }
        knowMyself();
        publishState();
    }

    private Presence presence() {
        return new Presence(self, leaving, rings.id());
    }

    /** To one node, or to all. */
    private void sayWhoIAm(@Nullable Address target) {
        channel.send(target, GroupMessages.bytes(presence()));
    }

    private void knowMyself() {
        Address here = channel.address();
        if (here != null) {
            company.heard(here, presence());
        }
    }

    private void received(Address from, byte[] message) {
        try {
            switch (GroupMessages.kind(message)) {
                case GroupMessages.PRESENCE -> heard(from, GroupMessages.presence(message));
                case GroupMessages.WHO_ARE_YOU -> sayWhoIAm(from);
                case GroupMessages.NEWS -> told(from, GroupMessages.news(message));
                case GroupMessages.WHICH_RINGS -> tellHistory(from);
                case GroupMessages.RINGS -> company.told(GroupMessages.ringsOf(message));
                case GroupMessages.WANTED -> answer(from, GroupMessages.wantedVersion(message));
                case GroupMessages.SUMMARY_WANTED -> summaries.wanted(from);
                case GroupMessages.SUMMARY -> summaries.told(from, GroupMessages.summary(message));
                default -> LOG.debug("from {}: not understood", from);
            }
        } catch (IOException e) {
            LOG.warn("cluster {}: a message from {} makes no sense", config.cluster(), from, e);
        }
    }

    private void heard(Address from, Presence presence) {
        boolean isNew = company.heard(from, presence);
        if (presence.leaving()) {
            changedNanos = System.nanoTime() - SILENCE_NANOS; // everybody waits for it
        } else if (isNew) {
            changedNanos = System.nanoTime();
            warnOfClash(presence.member().name());
        }
    }

    private void warnOfClash(String name) {
        List<Member> clashing = company.clashing().getOrDefault(name, List.of());
        if (!clashing.isEmpty()) {
            LOG.warn(
                    "cluster {}: {} nodes are called {}: only the oldest gets keys, {}; give each another --node-name",
                    config.cluster(),
                    clashing.size(),
                    name,
                    clashing.get(0));
        }
    }

    // ---- the ring ----

    private void look() {
        try {
            Address here = channel.address();
            if (here == null || company.isEmpty()) {
                return;
            }
            long now = System.nanoTime();
            channel.settle(now, company.size());
            askTheSilent(now);
            summaries.look(here);
            Address coordinator = company.members().get(0);
            if (coordinator.equals(here)) {
                if (!asksForHistory(now) && isCalm(now)) {
                    decide(now);
                }
                remind(now);
            } else if (now - saidNanos >= (leaving ? SAY_LEAVING_NANOS : SAY_NANOS)) {
                saidNanos = now;
                sayWhoIAm(coordinator);
            }
            if (now - wantedNanos.get() < WANTED_FOR_NANOS) {
                askForRing();
            } else {
                wanted.set(0); // whoever wanted it wants it no more, or there is none
            }
            publishState();
        } catch (RuntimeException e) {
            LOG.warn("cluster {}: {}", config.cluster(), String.valueOf(e), e);
        }
    }

    /** Who comes is often followed by others; for the keys of who has gone, nobody is to wait. */
    private boolean isCalm(long now) {
        boolean whole = company.isWhole();
        if (now - changedNanos >= (whole ? SETTLING_NANOS : SILENCE_NANOS)) {
            return true;
        }
        RingView current = rings.current();
        return current != null && whole && RingDecision.isSomebodyGone(company.announcements(rings.all()), current);
    }

    /** Who is there and has not said who it is, is asked. */
    private void askTheSilent(long now) {
        for (Address address : company.members()) {
            if (company.isSilent(address) && questions.isDue(address, now)) {
                channel.send(address, GroupMessages.whoAreYou());
            }
        }
    }

    /**
     * Whether somebody holds a ring that is not known here: what was in force where it comes from has to be told with the next one. Who does not answer
     * is not waited for long.
     */
    private boolean asksForHistory(long now) {
        Collection<List<Address>> holders = company.unknown(rings.all()).values();
        if (holders.isEmpty()) {
            knownNanos = now;
        } else if (now - askedNanos >= ASK_NANOS) {
            askedNanos = now;
            holders.forEach(each -> each.stream()
                    .limit(MOST_ASKED_FOR_HISTORY)
                    .forEach(address -> channel.send(address, GroupMessages.whichRings())));
        }
        return now - knownNanos < HISTORY_NANOS && !holders.isEmpty();
    }

    private void tellHistory(Address target) {
        channel.send(target, GroupMessages.rings(rings.all()));
        sayWhoIAm(target);
    }

    private void decide(long now) {
        RingNews news = decision.decide(
                company.announcements(rings.all()), rings.all(), System.currentTimeMillis() / 1000, now);
        if (news != null) {
            channel.send(null, GroupMessages.bytes(news));
            reminders.clear();
            changedNanos = now; // all have to hear of it before it is known whether there is anything more to decide
            take(news);
        }
    }

    /** Who has not heard of the ring is told again; but who comes with a ring that is not known here gets one that takes it into account. */
    private void remind(long now) {
        RingId id = rings.id();
        if (id == null) {
            return;
        }
        for (Address address : company.members()) {
            Presence its = company.of(address);
            if (its == null || id.equals(its.held()) || !rings.follows(its.held())) {
                reminders.forget(address);
            } else if (reminders.isDue(address, now)) {
                channel.send(address, GroupMessages.bytes(rings.news()));
            }
        }
    }

    /** Who tells of a ring is told which one is in force here now, and so is the coordinator. */
    private void told(Address from, RingNews news) {
        take(news);
        Address here = channel.address();
        Stream.of(from, company.isEmpty() ? from : company.members().get(0))
                .distinct()
                .filter(address -> !address.equals(here))
                .forEach(this::sayWhoIAm);
    }

    private void take(RingNews news) {
        if (!rings.take(news, System.nanoTime())) {
            return;
        }
        LOG.info(
                "cluster {}: ring {}, {} nodes share the keys: {}{}",
                config.cluster(),
                news.current().version(),
                news.current().members().size(),
                news.current().members(),
                news.current().missing().isEmpty()
                        ? ""
                        : ", missing at the moment: " + news.current().missing());
        listeners.forEach(listener -> tell(listener, news));
        publishState(); // what is told is in force then
        knowMyself();
    }

    /** The coordinator knows the latest ring, but for when parts of a cluster meet: so a few others are asked too. */
    private void askForRing() {
        long version = rings.version() + 1; // any later one will do
        if (wanted.get() < version) {
            return;
        }
        List<Address> asked = new ArrayList<>(company.members());
        asked.remove(channel.address());
        if (asked.size() > MOST_ASKED_FOR_RING) {
            Collections.shuffle(asked.subList(1, asked.size()));
        }
        asked.stream()
                .limit(MOST_ASKED_FOR_RING)
                .forEach(address -> channel.send(address, GroupMessages.wanted(version)));
    }

    private void answer(Address from, long version) {
        Presence its = company.of(from);
        if (version <= rings.version() && its != null && rings.follows(its.held())) {
            channel.send(from, GroupMessages.bytes(rings.news()));
        }
    }

    private static void tell(RingListener listener, RingNews news) {
        try {
            listener.changed(news);
        } catch (RuntimeException e) {
            LOG.warn("who listens to the ring has failed", e);
        }
    }

    private void publishState() {
        List<Presence> present = company.present();
        List<Member> here = present.stream().map(Presence::member).toList();
        List<String> going = present.stream()
                .filter(Presence::leaving)
                .map(each -> each.member().name())
                .toList();
        state = new GroupState(
                self,
                rings.current(),
                company.size(),
                company.isEmpty() ? "" : String.valueOf(company.members().get(0)),
                here,
                going,
                absentees.since(rings.current(), here, System.nanoTime()),
                company.clashing());
    }

    // ---- the end ----

    /** Gives all keys to the others, and waits until that is so or {@code millis} are over; false if there are no others. */
    public boolean leave(long millis) throws InterruptedException {
        if (state.viewSize() <= 1) {
            return false;
        }
        onThread(() -> {
            leaving = true;
            knowMyself();
            sayWhoIAm(null);
        });
        long deadline = System.nanoTime() + millis * NANOS_PER_MILLISECOND;
        while (!state.isWithout(self.name()) && state.viewSize() > 1 && System.nanoTime() < deadline) {
            Thread.sleep(LEAVE_POLL_MILLIS);
        }
        return true;
    }

    /** Ends without a word; the others see it go. */
    @Override
    public void close() {
        onThread(channel::close);
        thread.shutdown();
        try {
            if (!thread.awaitTermination(2, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
