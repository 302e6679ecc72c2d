package io.ebbcache.bench.report;

import java.awt.BasicStroke;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.AnnotationLine;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.XYStyler;

/**
 * Bars that lie, with room for a long name each, and whiskers from the lowest to the highest round. They begin at a
 * reference: for ratios that is 1, so a bar to the right says more, and one to the left less.
 */
public final class BarPlot implements Plot {
    private static final int ROW_HEIGHT = 26;
    private static final int FRAME_HEIGHT = 90;
    private static final float BAR_HEIGHT = 15;
    private static final float WHISKER_HEIGHT = 2;
    private static final double MARGIN = 0.06;
    private static final double BESIDE = 0.7;

    private final String title;
    private final String caption;
    private final String valueLabel;
    private final double reference;
    private final List<Bar> bars = new ArrayList<>();
    private final Map<String, Integer> colors = new LinkedHashMap<>();

    /**
     * An empty plot.
     *
     * @param valueLabel what the length of a bar says
     * @param reference where bars begin, marked by a line
     */
    public BarPlot(String title, String caption, String valueLabel, double reference) {
        this.title = title;
        this.caption = caption;
        this.valueLabel = valueLabel;
        this.reference = reference;
    }

    /**
     * Adds a bar beneath the others.
     *
     * @param group bars of one group have one colour, which the legend names unless the group has no name
     * @param name what it stands for
     * @param low its lowest round
     * @param high its highest round
     */
    public BarPlot bar(String group, String name, double value, double low, double high) {
        colors.putIfAbsent(group, colors.size());
        bars.add(new Bar(group, name, value, low, high));
        return this;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public String caption() {
        return caption;
    }

    @Override
    public String svg() {
        XYChart chart = Charts.empty(valueLabel, "", FRAME_HEIGHT + ROW_HEIGHT * (bars.size() + 1));
        XYStyler style = chart.getStyler();
        style.setPlotGridVerticalLinesVisible(true).setPlotGridHorizontalLinesVisible(false);
        style.setAnnotationLineColor(Palette.INK);
        RowLabels labels = new RowLabels(bars.stream().map(Bar::name).toList());
        style.setYAxisTicksVisible(false)
                .setYAxisTitleVisible(false)
                .setYAxisMin(1 - BESIDE)
                .setYAxisMax(bars.size() + BESIDE)
                .setYAxisLeftWidthHint(labels.width());
        double lowest = bars.stream().mapToDouble(Bar::low).reduce(reference, Math::min);
        double highest = bars.stream().mapToDouble(Bar::high).reduce(reference, Math::max);
        double margin = Math.max(highest - lowest, Math.abs(reference) * MARGIN) * MARGIN;
        style.setXAxisMin(Math.max(lowest - margin, Math.min(lowest, 0)));
        style.setXAxisMax(highest + margin);
        for (int row = 0; row < bars.size(); row++) {
            draw(chart, row);
        }
        chart.addAnnotation(new AnnotationLine(reference, true, false));
        chart.addAnnotation(labels);
        return SvgText.of(chart, title);
    }

    private void draw(XYChart chart, int row) {
        Bar bar = bars.get(row);
        double[] height = {bars.size() - row, bars.size() - row};
        boolean firstOfGroup =
                bars.subList(0, row).stream().noneMatch(each -> each.group().equals(bar.group()));
        boolean named = firstOfGroup && !bar.group().isEmpty();
        XYSeries length =
                chart.addSeries(named ? bar.group() : "row " + row, new double[] {reference, bar.value()}, height);
        Charts.dress(length, colors.getOrDefault(bar.group(), 0), butt(BAR_HEIGHT));
        length.setShowInLegend(named);
        XYSeries whisker = chart.addSeries("spread " + row, new double[] {bar.low(), bar.high()}, height);
        Charts.dress(whisker, 0, butt(WHISKER_HEIGHT));
        whisker.setLineColor(Palette.INK).setShowInLegend(false);
    }

    private static BasicStroke butt(float width) {
        return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER);
    }

    private record Bar(String group, String name, double value, double low, double high) {}
}
