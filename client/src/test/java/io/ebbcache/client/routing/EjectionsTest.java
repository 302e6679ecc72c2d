package io.ebbcache.client.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.ebbcache.client.ring.Node;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EjectionsTest {
    private static final Node ONE = new Node("10.0.0.1", 11211);
    private static final Node TWO = new Node("10.0.0.2", 11211);
    private static final Set<Node> BOTH = Set.of(ONE, TWO);

    private final Ejections ejections =
            new Ejections(FailurePolicy.eject(Duration.ofSeconds(2), Duration.ofSeconds(10)));
    private final Set<Node> down = new HashSet<>();

    private Set<Node> lookAt(double second) {
        return ejections.look(BOTH, node -> !down.contains(node), Math.round(second * 1e9));
    }

    @Test
    void shouldLeaveNodeThatIsDownForShortTime() {
        down.add(ONE);
        assertThat(lookAt(0)).isEmpty();
        assertThat(lookAt(1.9)).isEmpty();
        down.remove(ONE);
        assertThat(lookAt(2)).isEmpty();
        down.add(ONE);
        assertThat(lookAt(2.1)).as("counts anew").isEmpty();
        assertThat(lookAt(4)).isEmpty();
    }

    @Test
    void shouldEjectNodeThatStaysDown() {
        down.add(ONE);
        lookAt(0);
        assertThat(lookAt(2)).containsExactly(ONE);
    }

    @Test
    void shouldHoldDownNodeThatComesBackSoon() {
        down.add(ONE);
        lookAt(0);
        lookAt(2);
        down.remove(ONE);
        assertThat(lookAt(3)).containsExactly(ONE);
        assertThat(lookAt(11.9)).containsExactly(ONE);
        assertThat(lookAt(12)).isEmpty();
    }

    @Test
    void shouldKeepNodeOutThatIsStillDownAfterHoldDown() {
        down.add(ONE);
        lookAt(0);
        lookAt(2);
        assertThat(lookAt(100)).containsExactly(ONE);
        down.remove(ONE);
        assertThat(lookAt(101)).isEmpty();
    }

    @Test
    void shouldNeverEjectAll() {
        down.addAll(List.of(ONE, TWO));
        lookAt(0);
        assertThat(lookAt(5)).isEmpty();
        down.remove(TWO);
        assertThat(lookAt(30)).containsExactly(ONE);
    }

    @Test
    void shouldForgetNodeThatIsNoLongerThere() {
        down.add(ONE);
        lookAt(0);
        lookAt(2);
        ejections.look(Set.of(TWO), node -> true, Math.round(3e9));
        assertThat(lookAt(4)).as("down since then only").isEmpty();
    }

    @Test
    void shouldEjectNobodyWhereThatIsNotAskedFor() {
        Ejections never = new Ejections(FailurePolicy.failFast());
        assertThat(never.look(BOTH, node -> false, 0)).isEmpty();
        assertThat(never.look(BOTH, node -> node.equals(TWO), Long.MAX_VALUE / 2))
                .isEmpty();
    }
}
