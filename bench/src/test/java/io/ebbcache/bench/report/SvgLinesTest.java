package io.ebbcache.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SvgLinesTest {
    @Test
    void shouldJoinSegmentsThatFollowEachOther() {
        assertThat(SvgLines.joined(
                        "<svg>\n" + line("a", 1, 2, 3, 4) + line("a", 3, 4, 5, 6) + line("a", 5, 6, 7, 8) + "</svg>"))
                .isEqualTo("<svg>\n<polyline style=\"a\" points=\"1,2 3,4 5,6 7,8\"/>\n</svg>");
    }

    @Test
    void shouldNotJoinAcrossGapsStylesOrOtherElements() {
        assertThat(SvgLines.joined(line("a", 1, 2, 3, 4) + line("a", 4, 4, 5, 6)
                        + line("b", 5, 6, 7, 8)
                        + "<g/>\n"
                        + line("b", 7, 8, 9, 9)))
                .isEqualTo("""
                        <polyline style="a" points="1,2 3,4"/>
                        <polyline style="a" points="4,4 5,6"/>
                        <polyline style="b" points="5,6 7,8"/>
                        <g/>
                        <polyline style="b" points="7,8 9,9"/>""");
    }

    @Test
    void shouldLeaveTheRestAlone() {
        String svg = "<svg>\n<path d=\"M0 0\"/>\n<text>a &lt; b</text>\n</svg>";

        assertThat(SvgLines.joined(svg)).isEqualTo(svg);
    }

    private static String line(String style, int x1, int y1, int x2, int y2) {
        return "<line style=\"" + style + "\" x1=\"" + x1 + "\" x2=\"" + x2 + "\" y1=\"" + y1 + "\" y2=\"" + y2
                + "\"/>\n";
    }
}
