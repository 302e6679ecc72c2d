package io.ebbcache.bench.report;

import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.XYChart;

/**
 * A chart as an SVG element for a page. The encoder writes a document of its own with fixed colours and a fixed size; here
 * it becomes an element that is as wide as its place and has the page's colour of text.
 */
final class SvgText {
    private static final Pattern BEFORE_ELEMENT = Pattern.compile("\\A.*?(?=<svg)", Pattern.DOTALL);
    private static final Pattern ROOT = Pattern.compile("<svg.*?viewBox=\"([^\"]*)\"[^>]*>", Pattern.DOTALL);
    private static final Pattern MORE_THAN_A_TENTH = Pattern.compile("(?<=\\d\\.\\d)\\d+");
    private static final Pattern LINE_STARTS = Pattern.compile("\\n\\s*");
    private static final String NAMESPACE = "http://www.w3.org/2000/svg";
    private static final String OWN_COLOURS =
            "<style>svg{color:#1b1f24}@media(prefers-color-scheme:dark){svg{color:#e6e9ec}}</style>";

    private SvgText() {}

    static String of(XYChart chart, String title) {
        ByteArrayOutputStream document = new ByteArrayOutputStream();
        try {
            ChartEncoder.saveChart(chart, document, "svg");
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        String element = BEFORE_ELEMENT
                .matcher(document.toString(StandardCharsets.UTF_8))
                .replaceFirst("");
        String root = "<svg xmlns=\"" + NAMESPACE + "\" viewBox=\"$1\" role=\"img\" aria-label=\""
                + Html.escape(title).replace("$", "") + "\">";
        element = ROOT.matcher(element).replaceFirst(root);
        element = MORE_THAN_A_TENTH.matcher(element).replaceAll("");
        element = SvgLines.joined(LINE_STARTS.matcher(element).replaceAll("\n").strip());
        return element.replace(rgb(Palette.INK), "currentColor")
                .replace("fill:" + rgb(Palette.FAINT), "fill:currentColor;fill-opacity:0.16");
    }

    /** The same element as a file of its own, which has no page to take the colour of text from. */
    static String alone(String element) {
        int begin = element.indexOf('>') + 1;
        return element.substring(0, begin) + OWN_COLOURS + element.substring(begin) + "\n";
    }

    private static String rgb(Color color) {
        return "rgb(" + color.getRed() + "," + color.getGreen() + "," + color.getBlue() + ")";
    }
}
