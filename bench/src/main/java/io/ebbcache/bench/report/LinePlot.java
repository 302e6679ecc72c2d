package io.ebbcache.bench.report;

import java.awt.BasicStroke;
import java.util.HashMap;
import java.util.Map;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.YAxisPosition;

/** Lines over time, over memory, over anything: several series, a second axis to the right, shaded bands behind them. */
public final class LinePlot implements Plot {
    private static final int HEIGHT = 340;
    private static final int LEFT = 0;
    private static final int RIGHT = 1;
    private static final BasicStroke OUTLINE = new BasicStroke(1);
    private static final BasicStroke DASHES =
            new BasicStroke(1.4f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {6, 4}, 0);

    private final String title;
    private final String caption;
    private final XYChart chart;
    private final Map<String, Integer> colours = new HashMap<>();
    private int series;

    /**
     * An empty plot.
     *
     * @param xLabel what the axis below counts, with its unit
     * @param yLabel what the axis to the left counts, with its unit
     */
    public LinePlot(String title, String caption, String xLabel, String yLabel) {
        this.title = title;
        this.caption = caption;
        chart = Charts.empty(xLabel, yLabel, HEIGHT);
    }

    /** Makes the axis to the left begin at 0. */
    public LinePlot fromZero() {
        chart.getStyler().setYAxisMin(LEFT, 0.0);
        return this;
    }

    /** Makes the axis below logarithmic. */
    public LinePlot logarithmicBelow() {
        chart.getStyler().setXAxisLogarithmic(true);
        return this;
    }

    /** Makes the axes to the left and to the right logarithmic. */
    public LinePlot logarithmicLeft() {
        chart.getStyler().setYAxisLogarithmic(true);
        return this;
    }

    /** Names what the axis to the right counts. */
    public LinePlot rightAxis(String label) {
        chart.setYAxisGroupTitle(RIGHT, label);
        chart.getStyler().setYAxisGroupPosition(RIGHT, YAxisPosition.Right).setYAxisGroupTitleColor(RIGHT, Palette.INK);
        chart.getStyler().setYAxisMin(RIGHT, 0.0);
        return this;
    }

    /** Adds a line that is read at the axis to the left. */
    public LinePlot line(String name, double[] x, double[] y) {
        colours.put(name, series);
        Charts.dress(chart.addSeries(name, x, y), series++);
        return this;
    }

    /** Adds a dashed line in the colour of another: what could be, beside what is. */
    public LinePlot dashed(String like, String name, double[] x, double[] y) {
        XYSeries line = chart.addSeries(name, x, y);
        Charts.dress(line, colours.getOrDefault(like, series), DASHES);
        return this;
    }

    /** Adds a line that is read at the axis to the right. */
    public LinePlot lineToTheRight(String name, double[] x, double[] y) {
        XYSeries line = chart.addSeries(name, x, y);
        line.setYAxisGroup(RIGHT);
        Charts.dress(line, series++);
        return this;
    }

    /** Shades all below a line that is read at the axis to the left, under what is added later. */
    public LinePlot band(String name, double[] x, double[] y) {
        shade(chart.addSeries(name, x, y));
        return this;
    }

    /** Shades all below a line that is read at the axis to the right, under what is added later: a neighbour's memory. */
    public LinePlot bandToTheRight(String name, double[] x, double[] y) {
        XYSeries band = chart.addSeries(name, x, y);
        band.setYAxisGroup(RIGHT);
        shade(band);
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
        return SvgText.of(chart, title);
    }

    /** Bands are grey and take no colour from the lines. */
    private static void shade(XYSeries band) {
        Charts.dress(band, 0, OUTLINE);
        band.setXYSeriesRenderStyle(XYSeriesRenderStyle.Area);
        band.setLineColor(Palette.BAND).setFillColor(Palette.band(Palette.BAND));
    }
}
