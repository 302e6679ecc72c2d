package io.ebbcache.client.ring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KetamaPlacementTest {

    private static final int KEYS = 20_000;

    @Test
    void shouldMoveOnlyTheKeysOfTheNodeThatWent() {
        List<Node> before = nodes(1, 1, 1, 1, 1);
        Node gone = before.get(2);
        List<Node> after = new ArrayList<>(before);
        after.remove(gone);
        Placement old = new KetamaPlacement(before);
        Placement now = new KetamaPlacement(after);
        assertThat(keys()).allSatisfy(key -> {
            Node owner = old.nodeOf(key);
            if (owner.equals(gone)) {
                assertThat(after).contains(now.nodeOf(key));
            } else {
                assertThat(now.nodeOf(key)).isEqualTo(owner);
            }
        });
    }

    @Test
    void shouldSpreadTheKeysOfTheNodeThatWent() {
        List<Node> before = nodes(1, 1, 1, 1, 1);
        Placement old = new KetamaPlacement(before);
        Placement now = new KetamaPlacement(before.subList(0, 4));
        List<AtomicInteger> inherited =
                Stream.generate(AtomicInteger::new).limit(4).toList();
        keys().filter(key -> old.nodeOf(key).equals(before.get(4)))
                .forEach(key -> inherited.get(before.indexOf(now.nodeOf(key))).incrementAndGet());
        assertThat(inherited).allSatisfy(count -> assertThat(count.get()).isGreaterThan(KEYS / 5 / 4 / 3));
    }

    @Test
    void shouldGiveSharesByWeight() {
        List<Node> nodes = nodes(1, 2, 5);
        Placement placement = new KetamaPlacement(nodes);
        assertShare(placement, nodes.get(0), 1 / 8.0, within(0.03));
        assertShare(placement, nodes.get(1), 2 / 8.0, within(0.05));
        assertShare(placement, nodes.get(2), 5 / 8.0, within(0.07));
    }

    @Test
    void shouldMoveFewKeysWhenOneWeightChanges() {
        Placement old = new KetamaPlacement(nodes(4, 4, 4, 4));
        List<Node> heavier = nodes(4, 4, 4, 8);
        Placement now = new KetamaPlacement(heavier);
        // From a quarter to two fifths: 15 % must move, and some more between the others, which all have fewer points
        // now.
        long moved = keys().filter(
                        key -> old.nodeOf(key).port() != now.nodeOf(key).port())
                .count();
        assertThat(moved / (double) KEYS).isBetween(0.1, 0.25);
        assertShare(now, heavier.get(3), 0.4, within(0.06));
    }

    @Test
    void shouldNotDependOnTheOrderOfNodes() {
        List<Node> nodes = nodes(3, 1, 4, 1, 5);
        long seed = System.nanoTime();
        List<Node> shuffled = new ArrayList<>(nodes);
        Collections.shuffle(shuffled, new Random(seed));
        Placement one = new KetamaPlacement(nodes);
        Placement other = new KetamaPlacement(shuffled);
        assertThat(keys())
                .as("seed %d", seed)
                .allSatisfy(key -> assertThat(other.nodeOf(key)).isEqualTo(one.nodeOf(key)));
    }

    @Test
    void shouldGiveNothingToANodeOfNextToNoWeight() {
        List<Node> nodes = nodes(1_000_000_000, 1, 1_000_000_000);
        Placement placement = new KetamaPlacement(nodes);
        assertShare(placement, nodes.get(1), 0, within(0.0));
    }

    @ParameterizedTest
    @EnumSource
    void shouldAllocateNothing(PlacementKind kind) {
        assumeTrue(
                ManagementFactory.getThreadMXBean() instanceof ThreadMXBean, "needs a JVM that counts allocated bytes");
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Placement placement = kind.of(nodes(1, 2, 3));
        byte[] key = "user:1".getBytes(UTF_8);
        Node node = placement.nodeOf(key);
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < KEYS; i++) {
            key[5] = (byte) i;
            node = placement.nodeOf(key);
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(KEYS);
        assertThat(node).isNotNull();
    }

    @ParameterizedTest
    @EnumSource
    void shouldPlaceAllOnASingleNode(PlacementKind kind) {
        Node node = new Node("a", 1);
        Placement placement = kind.of(List.of(node));
        assertThat(keys()).allSatisfy(key -> assertThat(placement.nodeOf(key)).isEqualTo(node));
    }

    @ParameterizedTest
    @EnumSource
    void shouldRefuseNoNodesAndOneNodeTwice(PlacementKind kind) {
        assertThatThrownBy(() -> kind.of(List.of())).isInstanceOf(IllegalArgumentException.class);
        List<Node> twice = List.of(new Node("a", 1), new Node("b", 1), new Node("a", 1, 7, "zone"));
        assertThatThrownBy(() -> kind.of(twice))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a:1");
    }

    private static void assertShare(Placement placement, Node node, double share, Offset<Double> offset) {
        long count = keys().filter(key -> placement.nodeOf(key).equals(node)).count();
        assertThat(count / (double) KEYS).as("share of %s", node).isCloseTo(share, offset);
    }

    private static List<Node> nodes(int... weights) {
        return IntStream.range(0, weights.length)
                .mapToObj(i -> new Node("node.example", 11_300 + i, weights[i], ""))
                .toList();
    }

    private static Stream<byte[]> keys() {
        return IntStream.range(0, KEYS).mapToObj(i -> ("user:" + i).getBytes(UTF_8));
    }
}
