package io.ebbcache.client.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class FixedNodesTest {

    @Test
    void shouldTellItsNodesOnce() {
        Lists told = new Lists();
        try (FixedNodes source = new FixedNodes(Lists.nodes("b", "a:7"))) {
            source.start(told);
            source.suspect();
        }
        assertThat(told.all()).containsExactly(Lists.nodes("b:11211", "a:7"));
        assertThatThrownBy(() -> new FixedNodes(List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
