package io.ebbcache.server.cluster.membership;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jgroups.Address;
import org.jgroups.BytesMessage;
import org.jgroups.JChannel;
import org.jgroups.Message;
import org.jgroups.Receiver;
import org.jgroups.View;
import org.jgroups.stack.Protocol;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The channel of JGroups through which this node hears of others and talks to them. Short messages go past all that orders and repeats: who sends them
 * repeats them itself, and much sooner. All but what is heard happens on one thread.
 */
final class GroupChannel implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GroupChannel.class);

    /** A longer message is in parts, which have to come together. */
    static final int MOST_SHORT_BYTES = 1000;

    private final GroupConfig config;
    private final String name;
    private final UnaryOperator<List<Protocol>> stacked;
    private final Ear ear;
    private final TrafficCounter traffic = new TrafficCounter();
    private volatile @Nullable Seal seal;
    private @Nullable JChannel channel;
    private long connectedNanos;
    private @Nullable MergePace pace;

    /** Who is told what is heard; called by threads of JGroups. */
    interface Ear {
        void viewed(View view);

        void received(Address from, byte[] message);
    }

    /** @param stacked may add protocols of its own to those that the channel is of */
    GroupChannel(GroupConfig config, String name, UnaryOperator<List<Protocol>> stacked, Ear ear) {
        this.config = config;
        this.name = name;
        this.stacked = stacked;
        this.ear = ear;
    }

    /**
     * Finds the others, or begins a group of its own.
     *
     * @return what is wrong; null if nothing is
     */
    @Nullable
    String connect() {
        JChannel opened = null;
        try {
            if (seal == null) {
                seal = config.secret()
                        .map(secret -> new Seal(config.cluster(), secret, System::currentTimeMillis))
                        .orElse(null);
            }
            MergePace looking = new MergePace(config.failureTimeout());
            opened = new JChannel(stacked.apply(GroupStack.of(config, seal, looking.protocol(), traffic)));
            opened.name(name);
            opened.setReceiver(new Hearing());
            channel = opened;
            opened.connect(config.cluster());
            connectedNanos = System.nanoTime();
            pace = looking;
            return null;
        } catch (Exception e) {
            channel = null;
            if (opened != null) {
                opened.close();
            }
            return reason(e);
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
            ear.viewed(next);
        }

        @Override
        public void receive(Message message) {
            byte[] payload = message.hasArray() ? message.getArray() : null;
            if (payload == null) {
                return; // none of ours
            }
            int offset = message.getOffset();
            ear.received(message.getSrc(), Arrays.copyOfRange(payload, offset, offset + message.getLength()));
        }
    }

    /** This node's address; null while there is no channel. */
    @Nullable
    Address address() {
        JChannel open = channel;
        return open == null ? null : open.getAddress();
    }

    /** To one node, or to all. */
    void send(@Nullable Address target, byte[] bytes) {
        JChannel open = channel;
        if (open == null) {
            return;
        }
        Message message = new BytesMessage(target, bytes).setFlag(Message.Flag.OOB);
        if (bytes.length <= MOST_SHORT_BYTES) {
            message.setFlag(Message.Flag.NO_RELIABILITY, Message.Flag.NO_FC);
        }
        try {
            open.send(message);
        } catch (Exception e) {
            LOG.debug("not sent", e); // whoever is to get it is told again
        }
    }

    /** Adapts how often it looks for other parts of the cluster, now that it is together with so many. */
    void settle(long nanos, int nodes) {
        MergePace its = pace;
        if (its != null) {
            its.adapt(Duration.ofNanos(nanos - connectedNanos), nodes);
        }
    }

    GroupTraffic traffic() {
        return traffic.soFar();
    }

    /** Messages that were dropped as nobody has sent them who knows the secret; 0 without one. */
    long foreignMessages() {
        Seal its = seal;
        return its == null ? 0 : its.foreign();
    }

    /** Messages that were dropped as they had been there before; 0 without a secret. */
    long repeatedMessages() {
        Seal its = seal;
        return its == null ? 0 : its.repeated();
    }

    @Override
    public void close() {
        JChannel open = channel;
        channel = null;
        if (open != null) {
            open.close();
        }
    }
}
