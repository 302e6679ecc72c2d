package io.ebbcache.server.cluster.membership;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jgroups.Address;
import org.jgroups.PhysicalAddress;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.protocols.TCPPING;
import org.jgroups.stack.IpAddress;
import org.jgroups.util.Responses;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks at given names who is there. The names are looked up again whenever it asks: containers change their addresses, and a name may have none yet, or
 * many. A thread of its own does that, as a name server may let one wait; what a name had last is good until it has something else.
 */
final class NamedPeers extends TCPPING {

    private static final Logger LOG = LoggerFactory.getLogger(NamedPeers.class);

    /** Addresses that were met and are behind no name are asked too, so many of them. */
    private static final int MOST_OTHERS = 64;

    private static final long FIRST_LOOK_MILLIS = 300;

    private final List<InetSocketAddress> peers;
    private final InetAddress host;
    private final Names names;
    private final Map<InetSocketAddress, List<PhysicalAddress>> found = new ConcurrentHashMap<>();
    private final Set<InetSocketAddress> unknown = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean looking = new AtomicBoolean();

    /** Knows the addresses of names. */
    interface Names {
        InetAddress[] addresses(String name) throws UnknownHostException;
    }

    /**
     * @param peers names or addresses, not looked up, with their ports
     * @param host of this node: others are reached by addresses of its kind
     */
    NamedPeers(List<InetSocketAddress> peers, InetAddress host, Names names) {
        this.peers = List.copyOf(peers);
        this.host = host;
        this.names = names;
        setId(ClassConfigurator.getProtocolId(TCPPING.class));
        setPortRange(0);
        max_dynamic_hosts = MOST_OTHERS;
        initial_hosts_set_programmatically = true;
    }

    /** The first look should have come to something when it begins to ask, but that is not waited for long. */
    @Override
    public void init() throws Exception {
        super.init();
        Thread looks = lookUp();
        if (looks != null) {
            looks.join(FIRST_LOOK_MILLIS);
        }
    }

    @Override
    public void findMembers(List<Address> members, boolean initialDiscovery, Responses responses) {
        lookUp();
        initial_hosts = found.values().stream().flatMap(List::stream).distinct().toList();
        super.findMembers(members, initialDiscovery, responses);
    }

    private @Nullable Thread lookUp() {
        if (!looking.compareAndSet(false, true)) {
            return null;
        }
        Thread thread = new Thread(this::look, "ebb-names");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void look() {
        try {
            peers.forEach(this::look);
        } finally {
            looking.set(false);
        }
    }

    private void look(InetSocketAddress peer) {
        try {
            InetAddress[] addresses = names.addresses(peer.getHostString());
            List<PhysicalAddress> its = new ArrayList<>();
            for (InetAddress address : addresses) {
                if (address.getClass() == host.getClass()) {
                    its.add(new IpAddress(address, peer.getPort()));
                }
            }
            its.sort(Comparator.naturalOrder()); // name servers turn them round
            List<PhysicalAddress> before = found.put(peer, its);
            boolean moved = before != null && !before.equals(its);
            if (unknown.remove(peer) || moved) {
                LOG.info("{} is at {} now", peer.getHostString(), its);
            }
        } catch (UnknownHostException e) {
            if (unknown.add(peer)) {
                LOG.warn("{} has no address at the moment; it is looked up again and again", peer.getHostString());
            }
        }
    }
}
