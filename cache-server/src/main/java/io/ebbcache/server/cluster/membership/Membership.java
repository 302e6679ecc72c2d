package io.ebbcache.server.cluster.membership;

import io.ebbcache.server.cluster.ring.Member;
import io.ebbcache.server.cluster.ring.RingListener;
import io.ebbcache.server.cluster.ring.RingNews;
import io.ebbcache.server.cluster.ring.RingView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
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
    private static final int MOST_EARLY = 1000;
    private static final long TELL_NANOS = 3000 * NANOS_PER_MILLISECOND;
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
    private final Repeats questions = new Repeats();
    private final Repeats reminders = new Repeats();
    private final AtomicLong wanted = new AtomicLong();
    private final AtomicLong wantedNanos = new AtomicLong(System.nanoTime() - WANTED_NANOS);
    private final Map<Address, Announcement> announced = new LinkedHashMap<>();
    private final List<RingView> rings = new ArrayList<>();
    private @Nullable View view;
    private long changedNanos;
    private long toldNanos = System.nanoTime();
    private boolean leaving;
    private volatile GroupState state;

    private Membership(GroupConfig config, Member self, UnaryOperator<List<Protocol>> stacked) {
        this.config = config;
        this.self = self;
        this.decision = new RingDecision(self.name(), config.holdDown().toNanos());
        this.channel = new GroupChannel(config, self.name(), stacked, new Hearing());
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
            if (!rings.isEmpty()) {
                tell(listener, news());
            }
        });
    }

    /** What is known now; any thread may ask. */
    public GroupState state() {
        return state;
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
        view = next;
        announced.keySet().retainAll(next.getMembers());
        questions.retain(next.getMembers());
        reminders.retain(next.getMembers());
        changedNanos = System.nanoTime();
        LOG.info("cluster {}: {} nodes see each other: {}", config.cluster(), next.size(), next.getMembers());
        announce();
        publishState();
    }

    private void announce() {
        announceTo(null);
    }

    /** To one node, or to all. */
    private void announceTo(@Nullable Address target) {
        channel.send(target, GroupMessages.bytes(new Announcement(self, leaving, List.copyOf(rings))));
    }

    private void received(Address from, byte[] message) {
        try {
            switch (GroupMessages.kind(message)) {
                case GroupMessages.ANNOUNCEMENT -> heard(from, GroupMessages.announcement(message));
                case GroupMessages.NEWS -> told(from, GroupMessages.news(message));
                case GroupMessages.WANTED -> answer(from, GroupMessages.wanted(message));
                case GroupMessages.QUESTION -> announceTo(from);
                case GroupMessages.HELD_RING -> compare(from, message);
                default -> LOG.debug("from {}: not understood", from);
            }
        } catch (IOException e) {
            LOG.warn("cluster {}: a message from {} makes no sense", config.cluster(), from, e);
        }
    }

    private void heard(Address from, Announcement announcement) {
        if (!isHere(from) && announced.size() >= members().size() + MOST_EARLY) {
            return;
        }
        Announcement before = announced.put(from, announcement);
        publishState();
        if (announcement.leaving()) {
            changedNanos = System.nanoTime() - SETTLING_NANOS; // everybody waits for it
        } else if (before == null && isHere(from)) { // it may come before its view
            changedNanos = System.nanoTime();
            warnOfClash(from, announcement.member().name());
        }
    }

    private void warnOfClash(Address from, String name) {
        announced.forEach((address, other) -> {
            if (!address.equals(from) && other.member().name().equals(name)) {
                LOG.warn(
                        "cluster {}: two nodes are called {}: only the older one gets keys; give one another"
                                + " --node-name",
                        config.cluster(),
                        name);
            }
        });
    }

    // ---- the ring ----

    private void look() {
        try {
            View now = view;
            Address here = channel.address();
            if (now == null || here == null) {
                return;
            }
            channel.settle(System.nanoTime());
            askTheSilent(now);
            if (now.getCoord().equals(here)) {
                if (isCalm(now)) {
                    decide();
                }
                remind(now);
            } else {
                tellHeldRing(now.getCoord());
            }
            if (System.nanoTime() - wantedNanos.get() < WANTED_FOR_NANOS) {
                askForRing();
            }
        } catch (RuntimeException e) {
            LOG.warn("cluster {}: {}", config.cluster(), String.valueOf(e), e);
        }
    }

    private boolean isHere(Address address) {
        return members().contains(address);
    }

    private List<Address> members() {
        View now = view;
        return now == null ? List.of() : now.getMembers();
    }

    /** What those have told who are there, the oldest first. */
    private List<Announcement> present() {
        return members().stream().map(announced::get).filter(Objects::nonNull).toList();
    }

    /** Who comes is often followed by others; for the keys of who has gone, nobody is to wait. */
    private boolean isCalm(View now) {
        RingView current = current();
        List<Announcement> present = present();
        boolean gone = current != null && present.size() >= now.size() && RingDecision.isSomebodyGone(present, current);
        return gone || System.nanoTime() - changedNanos >= SETTLING_NANOS;
    }

    /** Who is there and has not said who it is, is asked. */
    private void askTheSilent(View now) {
        long nanos = System.nanoTime();
        for (Address address : now.getMembers()) {
            if (!announced.containsKey(address) && questions.isDue(address, nanos)) {
                channel.send(address, GroupMessages.question());
            }
        }
    }

    /** The coordinator has to know who holds an older ring, whatever message was lost. */
    private void tellHeldRing(Address coordinator) {
        RingView current = current();
        if (current != null && System.nanoTime() - toldNanos >= TELL_NANOS) {
            toldNanos = System.nanoTime();
            channel.send(coordinator, GroupMessages.heldRing(current));
        }
    }

    private void compare(Address from, byte[] message) throws IOException {
        Announcement last = announced.get(from);
        RingView theirs = last == null ? null : last.current();
        if (theirs == null || !GroupMessages.holds(message, theirs)) {
            channel.send(from, GroupMessages.question());
        }
    }

    private @Nullable RingView current() {
        return rings.isEmpty() ? null : rings.get(rings.size() - 1);
    }

    private void decide() {
        RingNews news = decision.decide(present(), rings, System.currentTimeMillis() / 1000, System.nanoTime());
        if (news == null) {
            publishState();
            return;
        }
        channel.send(null, GroupMessages.bytes(news));
        reminders.clear();
        take(news);
    }

    /** Who has not heard of the ring is told again. */
    private void remind(View now) {
        RingView current = current();
        if (current == null) {
            return;
        }
        long nanos = System.nanoTime();
        for (Address address : now.getMembers()) {
            Announcement its = announced.get(address);
            RingView theirs = its == null ? null : its.current();
            boolean knows = theirs != null && theirs.isSame(current);
            if (its == null || knows) {
                reminders.forget(address);
            } else if (reminders.isDue(address, nanos)) {
                channel.send(address, GroupMessages.bytes(news()));
            }
        }
    }

    /** Who tells of a ring that is not new here does not know which one is. */
    private void told(Address from, RingNews news) {
        if (!take(news) && !from.equals(channel.address())) {
            announceTo(from);
        }
    }

    private boolean take(RingNews news) {
        RingView current = current();
        if (current != null && news.current().version() <= current.version()) {
            return false;
        }
        rings.clear();
        rings.addAll(news.before());
        rings.add(news.current());
        while (rings.size() > RingNews.MOST_REMEMBERED) {
            rings.remove(0);
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
        publishState();
        listeners.forEach(listener -> tell(listener, news));
        announce();
        return true;
    }

    /** The coordinator knows the latest ring, but for when parts of a cluster meet: so a few others are asked too. */
    private void askForRing() {
        long version = wanted.get();
        RingView current = current();
        if (version <= (current == null ? 0 : current.version())) {
            return;
        }
        List<Address> asked = new ArrayList<>(members());
        asked.remove(channel.address());
        if (asked.size() > MOST_ASKED_FOR_RING) {
            Collections.shuffle(asked.subList(1, asked.size()));
        }
        asked.stream()
                .limit(MOST_ASKED_FOR_RING)
                .forEach(address -> channel.send(address, GroupMessages.bytes(version)));
    }

    private void answer(Address from, long version) {
        RingView current = current();
        if (current != null && current.version() >= version) {
            channel.send(from, GroupMessages.bytes(news()));
        }
    }

    private static void tell(RingListener listener, RingNews news) {
        try {
            listener.changed(news);
        } catch (RuntimeException e) {
            LOG.warn("who listens to the ring has failed", e);
        }
    }

    private RingNews news() {
        int last = rings.size() - 1;
        return new RingNews(rings.get(last), rings.subList(0, last));
    }

    private void publishState() {
        View now = view;
        List<Announcement> present = present();
        List<String> here = present.stream().map(each -> each.member().name()).toList();
        List<String> going = present.stream()
                .filter(Announcement::leaving)
                .map(each -> each.member().name())
                .toList();
        state = new GroupState(
                self,
                current(),
                now == null ? 0 : now.size(),
                now == null ? "" : String.valueOf(now.getCoord()),
                here,
                going);
    }

    // ---- the end ----

    /** Gives all keys to the others, and waits until that is so or {@code millis} are over; false if there are no others. */
    public boolean leave(long millis) throws InterruptedException {
        if (state.viewSize() <= 1) {
            return false;
        }
        onThread(() -> {
            leaving = true;
            announce();
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
