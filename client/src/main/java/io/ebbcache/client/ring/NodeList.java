package io.ebbcache.client.ring;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What nodes a placement can be made of. */
final class NodeList {

    private NodeList() {}

    /**
     * The nodes as an array of the placement's own.
     *
     * @throws IllegalArgumentException if there is none, or two have the same host and port
     */
    static Node[] checked(List<Node> nodes) {
        if (nodes.isEmpty()) {
            throw new IllegalArgumentException("no nodes");
        }
        Set<String> addresses = new HashSet<>();
        for (Node node : nodes) {
            if (!addresses.add(node.address())) {
                throw new IllegalArgumentException("twice the same node: " + node.address());
            }
        }
        return nodes.toArray(new Node[0]);
    }
}
