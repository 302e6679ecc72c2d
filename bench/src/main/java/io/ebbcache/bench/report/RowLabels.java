package io.ebbcache.bench.report;

import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.util.List;
import org.knowm.xchart.internal.chartpart.Annotation;

/**
 * Names to the left of the rows of a plot, the first at the top. The chart's own marks do not fit: it chooses how many there
 * are, and searches forever where two have the same text.
 */
final class RowLabels extends Annotation {
    private static final FontRenderContext PLAIN = new FontRenderContext(null, true, true);
    private static final int GAP = 8;

    private final List<String> names;

    RowLabels(List<String> names) {
        super(false);
        this.names = names;
    }

    /** How much room they need. */
    int width() {
        return GAP
                + (int) Math.ceil(names.stream()
                        .mapToDouble(name -> layout(name).getAdvance())
                        .reduce(0, Math::max));
    }

    @Override
    public void paint(Graphics2D graphics) {
        graphics.setColor(Palette.INK);
        for (int row = 0; row < names.size(); row++) {
            TextLayout text = layout(names.get(row));
            double baseline = getYAxisScreenValue(names.size() - row) + text.getAscent() / 2 - 1;
            double left = getXAxisScreenValueForMin() - GAP - text.getAdvance();
            graphics.fill(text.getOutline(AffineTransform.getTranslateInstance(left, baseline)));
        }
    }

    private static TextLayout layout(String name) {
        return new TextLayout(name, Charts.LABEL_FONT, PLAIN);
    }
}
