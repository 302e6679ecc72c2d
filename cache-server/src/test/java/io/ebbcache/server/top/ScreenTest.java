package io.ebbcache.server.top;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;

class ScreenTest {
    private static final Interval EBB =
            new Interval(Optional.of(Samples.ebb(183_783, 998)), Samples.ebb(183_784, 1_000));
    private static final Interval MEMCACHED = new Interval(Optional.of(Samples.memcached(60)), Samples.memcached(61));

    private static final String[] GOLDEN_EBB = {
        "10.0.0.1:11211  1.6.45-ebb-0.1.0  up 2 d 03:03:04",
        "REQUESTS               /s   since start  GETS                   /s   since start",
        "all                 3,200     1,600,000  hit ratio         90.00 %       90.00 %",
        "get                 2,000     1,000,000  hits                1,800       900,000",
        "set                 1,000       500,000  misses                200       100,000",
        "delete                200       100,000   expired               40        20,000",
        "touch                   0             0   flushed                0             0",
        "incr, decr              0             0   not there            160        80,000",
        "cas                     0             4  ITEMS GONE             /s   since start",
        "by meta               600       300,000  evicted                60        30,000",
        "received            4 MiB         2 GiB   for others            20        10,000",
        "sent               18 MiB       8.8 GiB  dropped                10         5,000",
        "connections                 12 of 1,024  expired               8.0         4,000",
        "",
        "MEMORY DROPPABLE  [############+++xxx...............................]      1 GiB",
        "resident 320 MiB = # live 256 MiB + dead 64 MiB  x dropped 64 MiB",
        "items 1,234,567  the oldest of 01:02:03  segments 192  free 320  index 32 MiB",
        "",
        "HOT KEYS of 11 s         share       /s  CLUSTER shop: 1 of the ring missing",
        "user%3A1                12.50%     4000   missing for 4 s n3 10.0.0.3:11211",
        "kkkkkkkkkkkkkkkkkkkk~    1.00%      320  *up n1 10.0.0.1:11211",
        "                                          up n2 10.0.0.2:11211",
        "q quits"
    };

    private static final String[] GOLDEN_MEMCACHED = {
        "10.0.0.1:11211  1.6.18  up 00:01:01",
        "REQUESTS               /s   since start  GETS                   /s   since start",
        "all                    10           610  hit ratio        100.00 %      100.00 %",
        "get                    10           610  hits                   10           610",
        "set                     0             0  misses                  0             0",
        "delete                  -             -   expired                -             -",
        "touch                   -             -   flushed                -             -",
        "incr, decr              -             -   not there              -             -",
        "cas                     -             -  ITEMS GONE             /s   since start",
        "by meta                 -             -  evicted                 0             0",
        "received                -             -   for others             -             -",
        "sent                    -             -  dropped                 -             -",
        "connections                  2 of 1,024  expired                 -             -",
        "",
        "MEMORY            [############.....................................]     64 MiB",
        "# live 16 MiB",
        "items 100",
        "",
        "HOT KEYS                 share       /s  CLUSTER",
        "not told                                 in none",
        "q quits  this server does not tell: what is resident and dropped, hot keys"
    };

    @Test
    void shouldShowANodeOnEightyByTwentyFour() {
        assertThat(text(80, 24, EBB)).containsExactly(GOLDEN_EBB);
    }

    @Test
    void shouldShowMemcachedAsFarAsItTells() {
        assertThat(text(80, 24, MEMCACHED)).containsExactly(GOLDEN_MEMCACHED);
    }

    @Test
    void shouldSayWhatIsMissingBelowAPrintedScreenToo() {
        List<AttributedString> lines = new Screen("x", 80, 24).lines(Optional.of(MEMCACHED), Optional.empty(), "");
        assertThat(lines.get(lines.size() - 1).toString())
                .isEqualTo("this server does not tell: what is resident and dropped, hot keys");
    }

    @Test
    void shouldFitAnySize() {
        for (int width = 1; width < 200; width += 13) {
            for (int height = 1; height < 60; height++) {
                List<AttributedString> lines = lines(width, height, Optional.of(EBB), Optional.of("no answer"));
                assertThat(lines).hasSizeLessThanOrEqualTo(Math.max(2, height));
                int most = width;
                assertThat(lines).allMatch(line -> line.columnLength() <= most);
            }
        }
    }

    @Test
    void shouldShowMoreWhereThereIsRoom() {
        assertThat(text(80, 22, EBB))
                .noneMatch(line -> line.contains("n2 10.0.0.2"))
                .anyMatch(line -> line.contains(" 2 more"));
        assertThat(text(80, 40, EBB)).anyMatch(line -> line.contains("n2 10.0.0.2"));
        assertThat(text(160, 40, EBB)).anyMatch(line -> line.startsWith("k".repeat(60) + " "));
    }

    @Test
    void shouldKeepWhatWasKnownWhenThereIsNoAnswer() {
        List<AttributedString> lines = lines(80, 24, Optional.of(EBB), Optional.of("no answer: it takes too long"));
        assertThat(lines.get(0).toString()).endsWith("up 2 d 03:03:04  no answer: it takes too long");
        assertThat(lines).hasSize(23);
        assertThat(lines(80, 24, Optional.empty(), Optional.of("no answer")).stream()
                        .map(AttributedString::toString))
                .containsExactly("10.0.0.1:11211  no answer", "q quits");
    }

    private static List<String> text(int width, int height, Interval interval) {
        return lines(width, height, Optional.of(interval), Optional.empty()).stream()
                .map(line -> line.toString().stripTrailing())
                .toList();
    }

    private static List<AttributedString> lines(
            int width, int height, Optional<Interval> interval, Optional<String> trouble) {
        return new Screen("10.0.0.1:11211", width, height).lines(interval, trouble, "q quits");
    }
}
