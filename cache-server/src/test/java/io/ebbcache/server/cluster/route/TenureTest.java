package io.ebbcache.server.cluster.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.ebbcache.server.cluster.ring.Identity;
import io.ebbcache.server.cluster.ring.Member;
import io.ebbcache.server.cluster.ring.RingView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TenureTest {

    private static final int PLACES = 2000;
    private static final int RINGS = 200;
    private static final int SELF = 0;

    private static ServingRing ring(long version, int... members) {
        List<Member> list = IntStream.of(members)
                .mapToObj(member -> new Member(String.valueOf(member), "host-" + member, "10.0.0." + member, 11211))
                .toList();
        return ServingRing.of(new RingView(version, "0", list), new Identity(String.valueOf(SELF), 0));
    }

    private static int ownPlace(Tenure tenure) {
        return IntStream.range(0, PLACES)
                .map(i -> i * 1_000_003)
                .filter(tenure::isOwner)
                .findFirst()
                .orElseThrow();
    }

    /** Beside a list of single places that are told one by one. */
    @Test
    void shouldKnowSinceWhenEachPlaceIsOwned() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int[] places = random.ints(PLACES).toArray();
        Map<Integer, Long> floors = new HashMap<>();
        Map<Integer, Boolean> owned = new HashMap<>();
        Map<Integer, Member> formers = new HashMap<>();
        ServingRing before = null;
        Tenure tenure = Tenure.NONE;
        for (int version = 1; version <= RINGS; version++) {
            ServingRing ring = ring(
                    version,
                    random.ints(0, 6)
                            .distinct()
                            .limit(1 + random.nextInt(6))
                            .sorted()
                            .toArray());
            long cas = version * 10L;
            boolean foreign = random.nextInt(4) == 0;
            tenure = foreign ? tenure.afterForeign(ring, cas) : tenure.under(ring, cas);
            for (int place : places) {
                boolean own = ring.isSelf(ring.ownerAt(place));
                boolean gained = own && !owned.getOrDefault(place, false);
                if (gained || (foreign && !own)) {
                    floors.put(place, cas);
                }
                if (!own) {
                    formers.remove(place);
                } else if (gained && before != null && !before.isSelf(before.ownerAt(place))) {
                    formers.put(place, before.ownerAt(place));
                }
                owned.put(place, own);
                assertThat(tenure.isOwner(place)).as("seed %s", seed).isEqualTo(own);
                assertThat(tenure.floorAt(place)).as("seed %s", seed).isEqualTo(floors.getOrDefault(place, 0L));
                assertThat(tenure.formerAt(place)).as("seed %s", seed).isEqualTo(formers.get(place));
            }
            before = ring;
        }
        System.out.println("seed " + seed + ", arcs after " + RINGS + " rings: " + tenure.arcs());
    }

    /** Nodes in containers get another address each time, and so other places in the ring. */
    @Test
    void shouldStaySmallWhereAddressesComeAndGo() {
        int changes = 1000;
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int[] members = {SELF, 1, 2, 3, 4};
        Tenure tenure = Tenure.NONE;
        for (int change = 1; change <= changes; change++) {
            int place = 1 + random.nextInt(members.length - 1);
            int leaves = members[place];
            int[] left = IntStream.of(members).filter(each -> each != leaves).toArray();
            tenure = tenure.under(ring(2L * change, left), 2L * change);
            members[place] = members.length + change;
            tenure = tenure.under(ring(2L * change + 1, members), 2L * change + 1)
                    .withoutFormers();
        }
        System.out.println("seed " + seed + ", arcs after " + changes + " new addresses: " + tenure.arcs());
        assertThat(tenure.arcs()).as("seed %s", seed).isLessThan(changes * 3);
    }

    @Test
    void shouldBeginAnewWhenAllWasLost() {
        Tenure first = Tenure.NONE.under(ring(1, SELF, 1), 5);
        assertThat(first.under(ring(2, SELF, 1), 9).floorAt(0)).isEqualTo(first.floorAt(0));
        int own = ownPlace(first);
        assertThat(first.floorAt(own)).isEqualTo(5);
        Tenure again = first.lost(9).under(ring(3, SELF, 1), 11);
        assertThat(again.floorAt(own)).isEqualTo(11);
        assertThat(again.formerAt(own)).isNull();
    }

    @Test
    void shouldTellWhomItGotKeysFrom() {
        Tenure tenure = Tenure.NONE.under(ring(1, 1, 2), 5).under(ring(2, SELF, 1, 2), 6);
        assertThat(tenure.formers()).hasSize(2);
        assertThat(tenure.formerAt(ownPlace(tenure))).isNotNull();
        assertThat(tenure.under(ring(3, SELF, 1), 7).formerAt(ownPlace(tenure)))
                .isEqualTo(tenure.formerAt(ownPlace(tenure)));
        assertThat(tenure.withoutFormers().formers()).isEmpty();
        assertThat(tenure.withoutFormers().floorAt(ownPlace(tenure))).isEqualTo(6);
    }
}
