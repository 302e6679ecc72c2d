package io.ebbcache.server.cluster.route;

import io.ebbcache.client.ring.KetamaPlacement;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.LongStream;

/**
 * Since when this node has had which keys. Who gives keys away and gets them back later still holds items of the first time, which others have
 * replaced or deleted since: they must not come to light again. So for each arc of the ring there is a floor, the CAS number that was given last
 * when this node got the arc; items up to it are over.
 *
 * <p>Immutable. Arcs are told by their last places; the last one ends where the ring does.
 */
final class Tenure {

    /** Of a node that has never had any key. */
    static final Tenure NONE = new Tenure(new long[] {0xffff_ffffL}, new boolean[1], new long[1]);

    private final long[] ends;
    private final boolean[] owned;
    private final long[] floors;

    private Tenure(long[] ends, boolean[] owned, long[] floors) {
        this.ends = ends;
        this.owned = owned;
        this.floors = floors;
    }

    /** The floor of the keys of a place. */
    long floorAt(int place) {
        return floors[arcOf(Integer.toUnsignedLong(place))];
    }

    /** Whether this node has the keys of a place. */
    boolean isOwner(int place) {
        return owned[arcOf(Integer.toUnsignedLong(place))];
    }

    int arcs() {
        return ends.length;
    }

    private int arcOf(long place) {
        int at = Arrays.binarySearch(ends, place);
        return at < 0 ? -at - 1 : at;
    }

    /** All is lost: it is not known who had the keys meanwhile. */
    Tenure lost() {
        return new Tenure(ends, new boolean[ends.length], floors);
    }

    /**
     * The tenure under another ring.
     *
     * @param isSelf whether the node of an index in that ring is this one
     * @param lastCas the CAS number that was given last: the floor of what this node gets now
     */
    Tenure under(KetamaPlacement ring, IntPredicate isSelf, long lastCas) {
        long[] all = LongStream.concat(Arrays.stream(ends), Arrays.stream(ring.arcEnds()))
                .sorted()
                .distinct()
                .toArray();
        boolean[] ownedNow = new boolean[all.length];
        long[] floorsNow = new long[all.length];
        int count = 0;
        for (long end : all) {
            int before = arcOf(end);
            boolean own = isSelf.test(ring.indexAt((int) end));
            long floor = own && !owned[before] ? lastCas : floors[before];
            if (count > 0 && ownedNow[count - 1] == own && floorsNow[count - 1] == floor) {
                count--; // one arc with the one before it
            }
            all[count] = end;
            ownedNow[count] = own;
            floorsNow[count] = floor;
            count++;
        }
        return new Tenure(Arrays.copyOf(all, count), Arrays.copyOf(ownedNow, count), Arrays.copyOf(floorsNow, count));
    }
}
