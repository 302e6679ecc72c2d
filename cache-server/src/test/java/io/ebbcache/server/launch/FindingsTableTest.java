package io.ebbcache.server.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.ebbcache.server.doctor.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;

class FindingsTableTest {
    private static final List<Finding> FINDINGS = List.of(
            Finding.ok("kernel", "Linux 6.18"),
            Finding.soSo(
                    "swap",
                    "2 GiB: values never go there, but index and heap may, and slow everything down",
                    "swapoff -a"));

    @Test
    void shouldAlignAndWrapForATerminalOfEightyColumns() {
        assertThat(text(Ansi.OFF, FINDINGS).lines())
                .containsExactly(
                        "ok     kernel            Linux 6.18",
                        "so-so  swap              2 GiB: values never go there, but index and heap may,",
                        "                         and slow everything down",
                        "                         -> swapoff -a",
                        "",
                        "Ebb can be used here; 1 of this could be better.");
    }

    @Test
    void shouldSumUp() {
        assertThat(text(Ansi.OFF, FINDINGS.subList(0, 1))).endsWith("All is as it should be.");
        assertThat(text(Ansi.OFF, List.of(Finding.bad("open files", "3", "more"))))
                .endsWith("Ebb cannot be used here.");
    }

    @Test
    void shouldColourMarksOnly() {
        String line = text(Ansi.ON, FINDINGS).lines().findFirst().orElseThrow();
        assertThat(line).contains("\u001b[32mok\u001b[").endsWith("kernel            Linux 6.18");
    }

    private static String text(Ansi ansi, List<Finding> findings) {
        return new FindingsTable(Help.defaultColorScheme(ansi)).text(findings);
    }
}
