package io.ebbcache.bench.report;

import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.YAxisPosition;

/** Lines over time, over memory, over anything: several series, a second axis to the right, shaded bands behind them. */
public final class LinePlot implements Plot {
    private static final int HEIGHT = 340;
    private static final int LEFT = 0;
    private static final int RIGHT = 1;

    private final String title;
    private final String caption;
    private final XYChart chart;
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
        Charts.dress(chart.addSeries(name, x, y), series++);
        return this;
    }

    /** Adds a line that is read at the axis to the right. */
    public LinePlot lineToTheRight(String name, double[] x, double[] y) {
        XYSeries line = chart.addSeries(name, x, y);
        line.setYAxisGroup(RIGHT);
        Charts.dress(line, series++);
        return this;
    }

    /** Shades all below a line that is read at the axis to the left: a neighbour's memory, for example. */
    public LinePlot band(String name, double[] x, double[] y) {
        shade(chart.addSeries(name, x, y));
        return this;
    }

    /** Shades all below a line that is read at the axis to the right. */
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

    private void shade(XYSeries band) {
        Charts.dress(band, series);
        band.setXYSeriesRenderStyle(XYSeriesRenderStyle.Area);
        band.setFillColor(Palette.band(Palette.series(series++)));
    }
}
