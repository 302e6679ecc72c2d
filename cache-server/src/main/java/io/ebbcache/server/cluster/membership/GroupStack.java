package io.ebbcache.server.cluster.membership;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jgroups.Global;
import org.jgroups.logging.LogFactory;
import org.jgroups.protocols.Discovery;
import org.jgroups.protocols.FD_ALL3;
import org.jgroups.protocols.FRAG4;
import org.jgroups.protocols.MERGE3;
import org.jgroups.protocols.MFC;
import org.jgroups.protocols.MPING;
import org.jgroups.protocols.TCP;
import org.jgroups.protocols.UFC;
import org.jgroups.protocols.UNICAST3;
import org.jgroups.protocols.VERIFY_SUSPECT2;
import org.jgroups.protocols.pbcast.GMS;
import org.jgroups.protocols.pbcast.NAKACK2;
import org.jgroups.protocols.pbcast.STABLE;
import org.jgroups.stack.Protocol;
import org.jspecify.annotations.Nullable;

/**
 * The protocols of JGroups that nodes talk through, from the network upwards: TCP; how others are found; MERGE3, which finds the other parts of a
 * split cluster; {@link EndWatch}, which sees a process die, and FD_ALL3, which misses heartbeats; then order, flow control, views. Where there is a secret,
 * all that has sockets of its own seals what it sends; so those above need nothing against strangers.
 */
final class GroupStack {

    private static final int JOIN_MILLIS = 1000;
    private static final int MOST_THREADS = 32;
    /** Requests can be lost while nodes that start together connect to each other; who asks once only may think that it is alone. */
    private static final int DISCOVERY_RUNS = 5;

    private static final int REPEAT_MILLIS = 100;
    static final int HEARTBEATS_PER_TIMEOUT = 4;
    private static final int VERIFY_MILLIS = 500;
    private static final int STABLE_BYTES = 1 << 20;
    private static final int CREDIT_BYTES = 500_000;
    /** A longer message is not read: whoever reaches the port may announce any length. */
    private static final int MOST_MESSAGE_BYTES = 1 << 20;

    /** While it connects to a machine that is gone, JGroups sends nothing else. */
    private static final int CONNECT_MILLIS = 500;

    static final int MOST_FRAGMENT_BYTES = 32_000;

    static {
        // JGroups reads Java objects, whoever sends them, if it is not told otherwise before it begins; nodes send none
        if (System.getProperty(Global.DESERIALIZATION_FILTER) == null) {
            System.setProperty(Global.DESERIALIZATION_FILTER, "!*");
        }
        LogFactory.setCustomLogFactory(new GroupLog());
    }

    private GroupStack() {}

    /**
     * The protocols for one channel.
     *
     * @param seal what is sent is sealed by it; null for none
     * @param merging finds other parts of the cluster
     * @param traffic counts what is sent
     */
    static List<Protocol> of(GroupConfig config, @Nullable Seal seal, MERGE3 merging, TrafficCounter traffic) {
        List<Protocol> stack = new ArrayList<>();
        stack.add(transport(config, seal, traffic));
        stack.add(discovery(config, seal));
        stack.add(merging);
        stack.add(new EndWatch(seal, config.host()));
        long timeout = config.failureTimeout().toMillis();
        stack.add(new FD_ALL3().setTimeout(timeout).setInterval(timeout / HEARTBEATS_PER_TIMEOUT));
        stack.add(new VERIFY_SUSPECT2().setTimeout(VERIFY_MILLIS));
        stack.add(new NAKACK2().setXmitInterval(REPEAT_MILLIS));
        stack.add(new UNICAST3().setXmitInterval(REPEAT_MILLIS));
        stack.add(new STABLE().setMaxBytes(STABLE_BYTES));
        stack.add(new GMS().setJoinTimeout(JOIN_MILLIS).setMaxJoinAttempts(3).printLocalAddress(false));
        stack.add(new UFC().setMaxCredits(CREDIT_BYTES));
        stack.add(new MFC().setMaxCredits(CREDIT_BYTES));
        stack.add(new FRAG4().setFragSize(MOST_FRAGMENT_BYTES));
        return stack;
    }

    private static TCP transport(GroupConfig config, @Nullable Seal seal, TrafficCounter traffic) {
        TCP tcp = seal == null ? new CountingTcp(traffic) : new SealedTcp(seal, traffic);
        tcp.setBindAddress(config.host());
        tcp.setBindPort(config.address().getPort());
        tcp.setPortRange(0);
        tcp.useVirtualThreads(false);
        tcp.getThreadPool().setMinThreads(0).setMaxThreads(MOST_THREADS);
        tcp.disableDiagnostics();
        tcp.setMaxLength(MOST_MESSAGE_BYTES);
        tcp.setSockConnTimeout(CONNECT_MILLIS);
        return tcp;
    }

    private static Protocol discovery(GroupConfig config, @Nullable Seal seal) {
        return searching(config, seal).numDiscoveryRuns(DISCOVERY_RUNS);
    }

    private static Discovery searching(GroupConfig config, @Nullable Seal seal) {
        List<InetSocketAddress> peers = config.dnsName()
                .map(name -> List.of(InetSocketAddress.createUnresolved(
                        name, config.address().getPort())))
                .orElse(config.peers());
        if (peers.isEmpty()) {
            MPING multicast = seal == null ? new MPING() : new SealedMulticast(seal);
            return multicast.setBindAddr(config.host());
        }
        return new NamedPeers(peers, config.host(), InetAddress::getAllByName);
    }
}
