package io.ebbcache.client.ring;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Consistent hashing as libmemcached does it under the name of weighted ketama, so that its clients find the same keys on the
 * same nodes.
 *
 * <p>Each node has points on a ring of 2^32 places; a key belongs to the node of the first point at or after its own place, beyond the
 * last one to that of the first. So when a node of as many goes, its keys go to the others and all else stays.
 *
 * <ul>
 *   <li>Points come in fours: the MD5 of {@code host-i}, i from 0, is four little-endian numbers. Where the port is not
 *       11211 it is {@code host:port-i}.
 *   <li>A node of average weight has 40 of these fours. One of another weight has {@code floor(40 * weight * nodes / sum)}, in the
 *       arithmetic of {@code float}: that falls short by one for some numbers of equal nodes, and a node of very little weight
 *       gets no key at all.
 *   <li>The place of a key is the first of the four numbers of its MD5. Of several nodes at one place the first in the list has it.
 * </ul>
 *
 * <p>Source: {@code update_continuum} in libmemcached's hosts.cc and {@code dispatch_host} in its hash.cc; the idea is that of Karger
 * et al., "Consistent Hashing and Random Trees", 1997, and Richard Jones' libketama.
 */
public final class KetamaPlacement implements Placement {

    private static final int POINTS_OF_AVERAGE_NODE = 160;
    private static final int POINTS_OF_DIGEST = 4;
    private static final float ROUNDING = 1e-10f;

    /** A place has 32 bits, and a point that sorts as it should is not negative: so many are left for the node's index. */
    private static final int INDEX_BITS = 31;

    private static final int INDEX_MASK = Integer.MAX_VALUE;

    private final Node[] nodes;

    /** Place, then index of the node, sorted: so the first of a place is the first in the list. */
    private final long[] points;

    /**
     * A ring of these nodes. Their order matters only where two have a point at one place.
     *
     * @throws IllegalArgumentException if there is none, or two have the same host and port
     */
    public KetamaPlacement(List<Node> nodes) {
        this.nodes = NodeList.checked(nodes);
        int[] digests = digests(this.nodes);
        points = new long[POINTS_OF_DIGEST * Arrays.stream(digests).sum()];
        int at = 0;
        for (int index = 0; index < digests.length; index++) {
            for (int i = 0; i < digests[index]; i++) {
                Md5 md5 = Md5.of(named(this.nodes[index], i));
                for (int word = 0; word < POINTS_OF_DIGEST; word++) {
                    points[at++] = point(md5.word(word), index);
                }
            }
        }
        Arrays.sort(points);
    }

    private static int[] digests(Node[] nodes) {
        long sum = 0;
        for (Node node : nodes) {
            sum += node.weight();
        }
        int[] digests = new int[nodes.length];
        for (int index = 0; index < nodes.length; index++) {
            float share = (float) nodes[index].weight() / (float) sum;
            digests[index] = (int)
                    Math.floor(share * POINTS_OF_AVERAGE_NODE / POINTS_OF_DIGEST * (float) nodes.length + ROUNDING);
        }
        return digests;
    }

    private static byte[] named(Node node, int i) {
        String name = node.port() == Node.STANDARD_PORT ? node.host() : node.host() + ":" + node.port();
        return (name + "-" + i).getBytes(StandardCharsets.UTF_8);
    }

    private static long point(int place, int index) {
        return Integer.toUnsignedLong(place) << INDEX_BITS | index;
    }

    @Override
    public Node nodeOf(byte[] key) {
        return nodes[indexAt(placeOf(key))];
    }

    /** The place of a key on the ring. */
    public static int placeOf(byte[] key) {
        return Md5.hash(key);
    }

    /** The place of the key that is the first bytes of an array. */
    public static int placeOf(byte[] bytes, int length) {
        return Md5.of(bytes, length).word(0);
    }

    /** The node that has all keys of a place, as its index in the list that this was made of. */
    public int indexAt(int place) {
        int at = Arrays.binarySearch(points, point(place, 0));
        int next = at < 0 ? -at - 1 : at;
        return (int) points[next == points.length ? 0 : next] & INDEX_MASK;
    }

    /** The last places of the arcs that belong to one node each, in order, unsigned; the places behind the last belong to the node of the first. */
    public long[] arcEnds() {
        return Arrays.stream(points).map(each -> each >>> INDEX_BITS).distinct().toArray();
    }
}
