package io.ebbcache.server.cluster.route;

import io.ebbcache.server.cluster.ring.Member;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Objects;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Since when this node has had which keys, and from whom it got them. Who gives keys away and gets them back later still holds items of the first
 * time, which others have replaced or deleted since: they must not come to light again. So for each arc of the ring there is a floor, the CAS number
 * that was given last when this node got the arc; items up to it are over.
 *
 * <p>Immutable. Arcs are told by their last places; the last one ends where the ring does. Neighbours of one floor are one arc, and a gain covers all that
 * was gained before within it, so there are hardly more of them with time: among five nodes of which one comes back under another address each time, 1,350
 * arcs after 256 times, 1,800 after 4,000.
 */
final class Tenure {

    /** Of a node that has never had any key. */
    static final Tenure NONE = new Tenure(new long[] {0xffff_ffffL}, new boolean[1], new long[1], new Member[1], null);

    private final long[] ends;
    private final boolean[] owned;
    private final long[] floors;
    private final @Nullable Member[] formers;
    private final @Nullable ServingRing last;

    private Tenure(
            long[] ends, boolean[] owned, long[] floors, @Nullable Member[] formers, @Nullable ServingRing last) {
        this.ends = ends;
        this.owned = owned;
        this.floors = floors;
        this.formers = formers;
        this.last = last;
    }

    /** The floor of the keys of a place. */
    long floorAt(int place) {
        return floors[arcOf(Integer.toUnsignedLong(place))];
    }

    /** Whether this node has the keys of a place. */
    boolean isOwner(int place) {
        return owned[arcOf(Integer.toUnsignedLong(place))];
    }

    /** Who had the keys of a place before this node; null if nobody did, or it does not matter any more. */
    @Nullable
    Member formerAt(int place) {
        return formers[arcOf(Integer.toUnsignedLong(place))];
    }

    /** All who had keys before this node. */
    Collection<Member> formers() {
        Collection<Member> all = new HashSet<>();
        for (Member former : formers) {
            if (former != null) {
                all.add(former);
            }
        }
        return all;
    }

    int arcs() {
        return ends.length;
    }

    private int arcOf(long place) {
        int at = Arrays.binarySearch(ends, place);
        return at < 0 ? -at - 1 : at;
    }

    /** It does not matter any more who had the keys before. */
    Tenure withoutFormers() {
        return new Tenure(ends, owned, floors, new Member[ends.length], last);
    }

    /**
     * All is lost: it is not known who had the keys meanwhile.
     *
     * @param lastCas the CAS number that was given last: the floor of all keys
     */
    Tenure lost(long lastCas) {
        long[] floorsNow = new long[ends.length];
        Arrays.fill(floorsNow, lastCas);
        return new Tenure(ends, new boolean[ends.length], floorsNow, new Member[ends.length], null);
    }

    /** The tenure under another ring; what this node gets with it has {@code lastCas} for its floor. */
    Tenure under(ServingRing ring, long lastCas) {
        return under(ring, lastCas, false);
    }

    /**
     * The tenure after a ring that was in force elsewhere while this node went by another: what others had there is over here, and nobody asks
     * for it.
     */
    Tenure afterForeign(ServingRing ring, long lastCas) {
        return under(ring, lastCas, true);
    }

    private Tenure under(ServingRing ring, long lastCas, boolean foreign) {
        LongStream known = LongStream.concat(
                Arrays.stream(ends), Arrays.stream(ring.placement().arcEnds()));
        ServingRing before = last;
        if (before != null) { // its arcs may have become one here, and each may have had another owner
            known = LongStream.concat(known, Arrays.stream(before.placement().arcEnds()));
        }
        long[] all = known.sorted().distinct().toArray();
        boolean[] ownedNow = new boolean[all.length];
        long[] floorsNow = new long[all.length];
        Member[] formersNow = new Member[all.length];
        int count = 0;
        for (long end : all) {
            int arc = arcOf(end);
            boolean own = ring.isSelf(ring.ownerAt((int) end));
            boolean gained = own && !owned[arc];
            long floor = gained || (foreign && !own) ? lastCas : floors[arc];
            Member former = !own ? null : gained ? ownerBefore(before, (int) end) : formers[arc];
            if (count > 0
                    && ownedNow[count - 1] == own
                    && floorsNow[count - 1] == floor
                    && Objects.equals(formersNow[count - 1], former)) {
                count--; // one arc with the one before it
            }
            all[count] = end;
            ownedNow[count] = own;
            floorsNow[count] = floor;
            formersNow[count] = former;
            count++;
        }
        return new Tenure(
                Arrays.copyOf(all, count),
                Arrays.copyOf(ownedNow, count),
                Arrays.copyOf(floorsNow, count),
                Arrays.copyOf(formersNow, count),
                ring);
    }

    private static @Nullable Member ownerBefore(@Nullable ServingRing ring, int place) {
        if (ring == null) {
            return null;
        }
        Member owner = ring.ownerAt(place);
        return ring.bearsOurName(owner) ? null : owner;
    }
}
