package io.ebbcache.server.cluster.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.ebbcache.client.ring.KetamaPlacement;
import io.ebbcache.client.ring.Node;
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

    /** Beside a list of single places that are told one by one. */
    @Test
    void shouldKnowSinceWhenEachPlaceIsOwned() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int[] places = random.ints(PLACES).toArray();
        Map<Integer, Long> floors = new HashMap<>();
        Map<Integer, Boolean> owned = new HashMap<>();
        Tenure tenure = Tenure.NONE;
        for (int version = 1; version <= RINGS; version++) {
            int[] members =
                    random.ints(0, 6).distinct().limit(1 + random.nextInt(6)).toArray();
            KetamaPlacement ring = new KetamaPlacement(IntStream.of(members)
                    .mapToObj(member -> new Node("host-" + member, 11211))
                    .toList());
            long cas = version * 10L;
            tenure = tenure.under(ring, index -> members[index] == SELF, cas);
            for (int place : places) {
                boolean own = members[ring.indexAt(place)] == SELF;
                if (own && !owned.getOrDefault(place, false)) {
                    floors.put(place, cas);
                }
                owned.put(place, own);
                assertThat(tenure.isOwner(place)).as("seed %s", seed).isEqualTo(own);
                assertThat(tenure.floorAt(place)).as("seed %s", seed).isEqualTo(floors.getOrDefault(place, 0L));
            }
        }
        System.out.println("seed " + seed + ", arcs after " + RINGS + " rings: " + tenure.arcs());
    }

    @Test
    void shouldBeginAnewWhenAllWasLost() {
        KetamaPlacement ring = new KetamaPlacement(List.of(new Node("a", 1), new Node("b", 1)));
        Tenure first = Tenure.NONE.under(ring, index -> index == SELF, 5);
        assertThat(first.under(ring, index -> index == SELF, 9).floorAt(0)).isEqualTo(first.floorAt(0));
        int own = IntStream.range(0, PLACES)
                .map(i -> i * 1_000_003)
                .filter(first::isOwner)
                .findFirst()
                .orElseThrow();
        assertThat(first.floorAt(own)).isEqualTo(5);
        assertThat(first.lost().under(ring, index -> index == SELF, 9).floorAt(own))
                .isEqualTo(9);
    }
}
