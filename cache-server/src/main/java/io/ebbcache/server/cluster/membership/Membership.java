package io.ebbcache.server.cluster.membership;

import io.ebbcache.server.cluster.ring.Member;
import io.ebbcache.server.cluster.ring.RingListener;
import io.ebbcache.server.cluster.ring.RingNews;
import io.ebbcache.server.cluster.ring.RingView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jgroups.Address;
import org.jgroups.JChannel;
import org.jgroups.Message;
import org.jgroups.Receiver;
import org.jgroups.View;
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

    private static final long ASK_NANOS = 1000 * NANOS_PER_MILLISECOND;
    private static final long TELL_NANOS = 3000 * NANOS_PER_MILLISECOND;
    private static final long LOOK_MILLIS = 100;
    private static final int RETRY_SECONDS = 5;
    private static final long LEAVE_POLL_MILLIS = 20;

    private final GroupConfig config;
    private final Member self;
    private final RingDecision decision;
    private final List<RingListener> listeners = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(Membership::newThread);
    private final Map<Address, Announcement> announced = new LinkedHashMap<>();
    private final List<RingView> rings = new ArrayList<>();
    private @Nullable JChannel channel;
    private @Nullable View view;
    private long changedNanos;
    private long askedNanos = System.nanoTime();
    private long toldNanos = System.nanoTime();
    private boolean leaving;
    private volatile @Nullable Seal seal;
    private volatile GroupState state;

    private Membership(GroupConfig config, Member self) {
        this.config = config;
        this.self = self;
        this.decision = new RingDecision(self.name(), config.holdDown().toNanos());
        this.state = GroupState.alone(self);
    }

    /** Begins to look for the others; returns at once, and never fails: what is wrong is logged, and tried again. */
    public static Membership start(GroupConfig config, Member self) {
        Membership membership = new Membership(config, self);
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
        Seal its = seal;
        return its == null ? 0 : its.foreign();
    }

    /** Messages that were dropped as they had been there before; 0 without a secret. */
    public long repeatedMessages() {
        Seal its = seal;
        return its == null ? 0 : its.repeated();
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
        try {
            if (seal == null) {
                seal = config.secret()
                        .map(secret -> new Seal(config.cluster(), secret, System::currentTimeMillis))
                        .orElse(null);
            }
            JChannel opened = new JChannel(GroupStack.of(config, seal));
            opened.name(self.name());
            opened.setReceiver(new Hearing());
            channel = opened;
            opened.connect(config.cluster());
        } catch (Exception e) {
            LOG.warn(
                    "cluster {}: cannot take part at {}, tries again in {} s: {}",
                    config.cluster(),
                    config.address(),
                    RETRY_SECONDS,
                    reason(e));
            JChannel failed = channel;
            channel = null;
            if (failed != null) {
                failed.close();
            }
            thread.schedule(this::connect, RETRY_SECONDS, TimeUnit.SECONDS);
        }
    }

    private static String reason(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return String.valueOf(deepest.getMessage());
    }

    /** Called by threads of JGroups. */
    private final class Hearing implements Receiver {
        @Override
        public void viewAccepted(View next) {
            onThread(() -> viewed(next));
        }

        @Override
        public void receive(Message message) {
            byte[] payload = message.hasArray() ? message.getArray() : null;
            if (payload == null) {
                return; // none of ours
            }
            int offset = message.getOffset();
            byte[] bytes = Arrays.copyOfRange(payload, offset, offset + message.getLength());
            onThread(() -> received(message.getSrc(), bytes));
        }
    }

    private void viewed(View next) {
        view = next;
        announced.keySet().retainAll(next.getMembers());
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
        send(target, GroupMessages.bytes(new Announcement(self, leaving, List.copyOf(rings))));
    }

    private void send(@Nullable Address target, byte[] message) {
        JChannel open = channel;
        if (open == null) {
            return;
        }
        try {
            open.send(target, message);
        } catch (Exception e) {
            LOG.debug("not sent", e); // whoever is to get it comes with another view, and is told again
        }
    }

    private void received(Address from, byte[] message) {
        try {
            switch (GroupMessages.kind(message)) {
                case GroupMessages.ANNOUNCEMENT -> heard(from, GroupMessages.announcement(message));
                case GroupMessages.NEWS -> take(GroupMessages.news(message));
                case GroupMessages.QUESTION -> announceTo(from);
                case GroupMessages.HELD_RING -> compare(from, message);
                default -> LOG.debug("from {}: not understood", from);
            }
        } catch (IOException e) {
            LOG.warn("cluster {}: a message from {} makes no sense", config.cluster(), from, e);
        }
    }

    private void heard(Address from, Announcement announcement) {
        View now = view;
        if (now == null || !now.getMembers().contains(from)) {
            return; // if it only came before its view, it is asked for again
        }
        Announcement before = announced.put(from, announcement);
        publishState();
        if (announcement.leaving()) {
            changedNanos = System.nanoTime() - SETTLING_NANOS; // everybody waits for it
        } else if (before == null) {
            changedNanos = System.nanoTime();
            warnOfClash(from, announcement.member().name());
        }
    }

    private void warnOfClash(Address from, String name) {
        announced.forEach((address, other) -> {
            if (!address.equals(from) && other.member().name().equals(name)) {
                LOG.warn(
                        "cluster {}: two nodes are called {}: only the older one gets keys; give one another --node-name",
                        config.cluster(),
                        name);
            }
        });
    }

    // ---- the ring ----

    private void look() {
        try {
            View now = view;
            JChannel open = channel;
            if (now == null || open == null || !isCalm(now)) {
                return;
            }
            askTheSilent(now);
            if (now.getCoord().equals(open.getAddress())) {
                decide(now);
            } else {
                tellHeldRing(now.getCoord());
            }
        } catch (RuntimeException e) {
            LOG.warn("cluster {}: {}", config.cluster(), String.valueOf(e), e);
        }
    }

    /** Who comes is often followed by others; for the keys of who has gone, nobody is to wait. */
    private boolean isCalm(View now) {
        RingView current = current();
        boolean gone = current != null
                && announced.size() >= now.size()
                && RingDecision.isSomebodyGone(announced.values(), current);
        return gone || System.nanoTime() - changedNanos >= SETTLING_NANOS;
    }

    /** Who is there and has not said who it is, is asked, now and then. */
    private void askTheSilent(View now) {
        if (announced.size() >= now.size() || System.nanoTime() - askedNanos < ASK_NANOS) {
            return;
        }
        askedNanos = System.nanoTime();
        for (Address address : now.getMembers()) {
            if (!announced.containsKey(address)) {
                send(address, GroupMessages.question());
            }
        }
    }

    /** The coordinator has to know who holds an older ring, whatever message was lost. */
    private void tellHeldRing(Address coordinator) {
        RingView current = current();
        if (current != null && System.nanoTime() - toldNanos >= TELL_NANOS) {
            toldNanos = System.nanoTime();
            send(coordinator, GroupMessages.heldRing(current));
        }
    }

    private void compare(Address from, byte[] message) throws IOException {
        Announcement last = announced.get(from);
        RingView theirs = last == null ? null : last.current();
        if (theirs == null || !GroupMessages.holds(message, theirs)) {
            send(from, GroupMessages.question());
        }
    }

    private @Nullable RingView current() {
        return rings.isEmpty() ? null : rings.get(rings.size() - 1);
    }

    private void decide(View now) {
        Collection<Announcement> present = now.getMembers().stream()
                .filter(announced::containsKey)
                .map(announced::get)
                .toList();
        RingNews news = decision.decide(present, rings, System.currentTimeMillis() / 1000, System.nanoTime());
        if (news != null) {
            send(null, GroupMessages.bytes(news));
            take(news);
            return;
        }
        publishState();
        remind(now);
    }

    /** Who has not heard of the ring is told again. */
    private void remind(View now) {
        RingView current = current();
        if (current == null) {
            return;
        }
        for (Address address : now.getMembers()) {
            Announcement its = announced.get(address);
            RingView theirs = its == null ? null : its.current();
            if (its != null && (theirs == null || !theirs.isSame(current))) {
                send(address, GroupMessages.bytes(news()));
            }
        }
    }

    private void take(RingNews news) {
        RingView current = current();
        if (current != null && news.current().version() <= current.version()) {
            return;
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
        List<String> here =
                announced.values().stream().map(each -> each.member().name()).toList();
        List<String> going = announced.values().stream()
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
        onThread(() -> {
            JChannel open = channel;
            channel = null;
            if (open != null) {
                open.close();
            }
        });
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
