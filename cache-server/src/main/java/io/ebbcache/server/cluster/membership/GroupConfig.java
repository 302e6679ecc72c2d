package io.ebbcache.server.cluster.membership;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How the nodes of a cluster find each other and talk.
 *
 * @param cluster its name: nodes of another name do not count
 * @param address where this node listens for the others
 * @param peers names or addresses to begin with, not looked up; empty for multicast, unless there is a name
 * @param dnsName whose addresses are the nodes, instead of peers
 * @param secret what all nodes know and nobody else; nothing for no encryption
 * @param failureTimeout a node that is not heard of for so long is gone
 * @param holdDown a node that is gone keeps its keys for so long
 */
public record GroupConfig(
        String cluster,
        InetSocketAddress address,
        List<InetSocketAddress> peers,
        Optional<String> dnsName,
        Optional<String> secret,
        Duration failureTimeout,
        Duration holdDown) {

    public GroupConfig {
        peers = List.copyOf(peers);
    }

    InetAddress host() {
        return address.getAddress();
    }
}
