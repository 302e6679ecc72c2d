package io.ebbcache.client.ring;

import java.util.List;

/**
 * A key's hash modulo the number of nodes: what libmemcached calls the modula distribution, with MD5 as its hash (its default hash is
 * another: Jenkins' one-at-a-time). The hash is the first four bytes of the MD5, little-endian and unsigned.
 *
 * <p>The order of the nodes matters and weights do not. When a node comes or goes nearly all keys move: it is for a cluster that
 * other clients use so already.
 */
public final class ModuloPlacement implements Placement {

    private final Node[] nodes;

    /**
     * A placement on these nodes, in this order.
     *
     * @throws IllegalArgumentException if there is none, or two have the same host and port
     */
    public ModuloPlacement(List<Node> nodes) {
        this.nodes = NodeList.checked(nodes);
    }

    @Override
    public Node nodeOf(byte[] key) {
        return nodes[Integer.remainderUnsigned(Md5.hash(key), nodes.length)];
    }
}
