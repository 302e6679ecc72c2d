package io.ebbcache.bench.ring;

import static org.assertj.core.api.Assertions.assertThat;

import io.ebbcache.client.ring.KetamaPlacement;
import io.ebbcache.client.ring.Node;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RingSimulationTest {

    private static final DrawnKeys KEYS = DrawnKeys.draw(new SplittableRandom(1), 200_000);

    @Test
    void shouldGiveTheSameFiguresForTheSameSeed() {
        RingSimulation simulation = simulation(20);
        assertThat(simulation.balance()).isEqualTo(simulation(20).balance());
        assertThat(simulation.moves()).isEqualTo(simulation(20).moves()).isEqualTo(simulation.moves());
        RingSimulation redrawn = new RingSimulation(20, DrawnKeys.draw(new SplittableRandom(1), 200_000), 1);
        assertThat(redrawn.moves()).isEqualTo(simulation.moves());

        RingSimulation other = new RingSimulation(20, KEYS, 2);
        assertThat(other.balance()).isNotEqualTo(simulation.balance());
        assertThat(other.moves()).isNotEqualTo(simulation.moves());
    }

    @Test
    void shouldGiveEachKeyToTheNodeThatAPlacementNames() {
        List<Node> nodes =
                List.of(new Node("10.0.0.1", 11211), new Node("10.0.0.2", 11211), new Node("10.0.0.3", 11211));
        KetamaPlacement ring = new KetamaPlacement(nodes);
        byte[] key = "hello".getBytes(StandardCharsets.US_ASCII);
        DrawnKeys one = new DrawnKeys(new int[] {KetamaPlacement.placeOf(key)}, new double[] {1});

        assertThat(nodes.get(one.owners(ring)[0])).isEqualTo(ring.nodeOf(key));
    }

    @Test
    void shouldDrawNodesThatDiffer() {
        assertThat(DrawnNodes.draw(new SplittableRandom(1), 1000))
                .doesNotHaveDuplicates()
                .allMatch(node -> node.host().startsWith("10."));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 10, 200})
    void shouldShareAllKeys(int nodes) {
        Balance balance = simulation(nodes).balance();
        assertThat(balance.mostKeys()).isBetween(1.0, 1.7);
        assertThat(balance.fewestKeys()).isBetween(0.5, 1.0);
        assertThat(balance.mostLoad()).isBetween(1.0, (double) nodes);
        assertThat(balance.leastLoad()).isBetween(0.0, 1.0);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 12, 60})
    void shouldMoveHardlyMoreThanItMust(int nodes) {
        Moves moves = simulation(nodes).moves();
        assertThat(moves.join()).isBetween(0.6 / (nodes + 1), 1.4 / (nodes + 1) + roundedAway(nodes, nodes + 1));
        assertThat(moves.leave()).isBetween(0.6 / nodes, 1.4 / nodes);
        assertThat(moves.replace()).isBetween(moves.leave(), 2.4 / nodes);
        if (nodes > 10) {
            assertThat(moves.leaveTen()).isBetween(8.0 / nodes, 12.0 / nodes);
        } else {
            assertThat(moves.leaveTen()).isNull();
        }
    }

    /** From 60 nodes to 61 is one of the steps at which all nodes lose four points. */
    private static double roundedAway(int from, int to) {
        return points(from) == points(to) ? 0 : 1.2 / 40;
    }

    @Test
    void shouldSayHowManyPointsAndArcsANodeHas() {
        assertThat(points(10)).isEqualTo(160);
        assertThat(points(61)).isEqualTo(156);
        RingCost cost = simulation(10).cost();
        assertThat(cost.bytes()).isEqualTo(10 * 160 * 8);
        assertThat(cost.meanArcs()).isBetween(130.0, 160.0); // one point in ten is followed by one of the same node
        assertThat(cost.mostArcs()).isBetween((int) cost.meanArcs(), 160);
        assertThat(cost.allocatedBytes()).isGreaterThan(cost.bytes());
        assertThat(cost.millis()).isPositive();
    }

    private static int points(int nodes) {
        return simulation(nodes).cost().points();
    }

    private static RingSimulation simulation(int nodes) {
        return new RingSimulation(nodes, KEYS, 1);
    }
}
