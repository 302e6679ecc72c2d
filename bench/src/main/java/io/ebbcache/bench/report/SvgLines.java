package io.ebbcache.bench.report;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Joins the segments of a curve. The encoder writes each as an element of its own, with all of its style: that is most of a
 * long curve's bytes, and the dashes of a dashed one begin anew with each.
 */
final class SvgLines {
    private static final Pattern SEGMENT = Pattern.compile(
            "<line style=\"([^\"]*)\" x1=\"([^\"]*)\" x2=\"([^\"]*)\" y1=\"([^\"]*)\" y2=\"([^\"]*)\"/>");

    private final StringBuilder joined = new StringBuilder();
    private final StringBuilder points = new StringBuilder();
    private @Nullable String style;
    private String end = "";

    private SvgLines() {}

    /** The same picture; segments are joined that follow each other, on lines of their own, where one begins where the last ended. */
    static String joined(String svg) {
        SvgLines lines = new SvgLines();
        svg.lines().forEach(lines::add);
        lines.finish();
        return lines.joined.toString().strip();
    }

    private void add(String line) {
        Matcher segment = SEGMENT.matcher(line);
        if (!segment.matches()) {
            finish();
            joined.append(line).append('\n');
            return;
        }
        String begin = segment.group(2) + "," + segment.group(4);
        if (!segment.group(1).equals(style) || !begin.equals(end)) {
            finish();
            style = segment.group(1);
            points.append(begin);
        }
        end = segment.group(3) + "," + segment.group(5);
        points.append(' ').append(end);
    }

    private void finish() {
        if (style != null) {
            joined.append("<polyline style=\"")
                    .append(style)
                    .append("\" points=\"")
                    .append(points)
                    .append("\"/>\n");
            style = null;
            points.setLength(0);
        }
    }
}
