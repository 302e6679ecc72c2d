package io.ebbcache.server.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FindingsJsonTest {
    @Test
    void shouldPrintJson() {
        List<Finding> findings =
                List.of(Finding.ok("kernel", "Linux 6.18"), Finding.bad("cgroup", "cgroup v2 /a\"b\\c\t", "none"));
        assertThat(FindingsJson.text(findings).lines())
                .containsExactly(
                        "{\"usable\":false,\"findings\":[",
                        "{\"topic\":\"kernel\",\"mark\":\"ok\",\"found\":\"Linux 6.18\",\"advice\":\"\"},",
                        "{\"topic\":\"cgroup\",\"mark\":\"bad\",\"found\":\"cgroup v2 /a\\\"b\\\\c\\t\",\"advice\":\"none\"}",
                        "]}");
    }

    @Test
    void shouldSayThatItIsUsable() {
        assertThat(FindingsJson.text(List.of(Finding.soSo("swap", "2 GiB", "swapoff -a"))))
                .startsWith("{\"usable\":true,");
    }
}
