package io.ebbcache.server.cluster.ring;

import io.ebbcache.client.ring.Node;

/**
 * A node of the cluster, as all others and the clients know it.
 *
 * @param name stable over restarts and changes of address
 * @param host what clients are told to connect to, a name or an address; keys are placed by it
 * @param ip the address of that host, for clients that are told addresses
 * @param port of the memcached protocol
 */
public record Member(String name, String host, String ip, int port) implements Comparable<Member> {

    /** As placements have it. */
    public Node node() {
        return new Node(host, port);
    }

    /** By name. */
    @Override
    public int compareTo(Member other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name + "=" + node().address();
    }
}
