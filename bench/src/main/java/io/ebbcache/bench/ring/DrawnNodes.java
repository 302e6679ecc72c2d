package io.ebbcache.bench.ring;

import io.ebbcache.client.ring.Node;
import io.ebbcache.server.cluster.ring.Member;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;

/** Servers that are made up: addresses of a private network, all different, with memcached's port. Where a node lies on the ring follows from its address. */
final class DrawnNodes {

    private static final int ADDRESSES = 1 << 24;
    private static final int BYTE_BITS = 8;
    private static final int BYTE = 0xff;

    private DrawnNodes() {}

    static List<Node> draw(SplittableRandom random, int count) {
        Set<Integer> drawn = new LinkedHashSet<>();
        while (drawn.size() < count) {
            drawn.add(random.nextInt(ADDRESSES));
        }
        List<Node> nodes = new ArrayList<>();
        for (int low : drawn) {
            String host = "10." + (low >> (2 * BYTE_BITS)) + "." + ((low >> BYTE_BITS) & BYTE) + "." + (low & BYTE);
            nodes.add(new Node(host, Node.STANDARD_PORT));
        }
        return nodes;
    }

    /** The same as members of a cluster, with names as a StatefulSet gives them. */
    static List<Member> members(List<Node> nodes) {
        List<Member> members = new ArrayList<>();
        for (Node node : nodes) {
            String name = String.format(Locale.ROOT, "cache-%d", members.size());
            members.add(new Member(name, node.host(), node.host(), node.port()));
        }
        return members;
    }
}
