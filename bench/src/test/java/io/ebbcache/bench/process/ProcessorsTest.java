package io.ebbcache.bench.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessorsTest {
    @Test
    void shouldReadTheKernelsSets() {
        assertThat(Processors.parse("0")).containsExactly(0);
        assertThat(Processors.parse("0-3,8,10-11")).containsExactly(0, 1, 2, 3, 8, 10, 11);
    }

    @Test
    void shouldLeaveOneForTheGenerator() throws Exception {
        Processors processors = Processors.share(1_000);
        if (processors.server().isEmpty()) {
            assertThat(processors.tie(List.of("server"))).containsExactly("server");
            assertThat(processors.text()).contains("nobody is tied");
        } else {
            assertThat(processors.generator()).hasSize(1).doesNotContainAnyElementsOf(processors.server());
            assertThat(processors.tie(List.of("server"))).hasSize(4).endsWith("server");
        }
    }
}
