package io.ebbcache.server.cluster.ring;

import io.ebbcache.client.ring.Node;

/**
 * A node of the cluster, as all others and the clients know it.
 *
 * @param name stable over restarts and changes of address
 * @param host what clients are told to connect to, a name or an address; keys are placed by it
 * @param ip the address of that host, for clients that are told addresses
 * @param port of the memcached protocol
 * @param started when its process did, in milliseconds since 1970: one that was started again has nothing of what it was told before, so it is
 *     another, even if nobody has missed it
 */
public record Member(String name, String host, String ip, int port, long started) implements Comparable<Member> {

    /** A member of which it does not matter when it was started. */
    public Member(String name, String host, String ip, int port) {
        this(name, host, ip, port, 0);
    }

    /** Whether this is another that was started later in the same place: then the other has ended, as only one can listen there. */
    public boolean replaces(Member other) {
        return node().equals(other.node()) && name.equals(other.name) && started > other.started;
    }

    /** As clients are told it, {@code host:port}. */
    public String address() {
        return node().address();
    }

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
        return name + "=" + address();
    }
}
