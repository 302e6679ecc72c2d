package io.ebbcache.bench.report;

import java.util.Locale;
import org.HdrHistogram.Histogram;
import org.knowm.xchart.XYChart;

/**
 * Latency by percentile, the way HdrHistogram's readers know it: to the right each step is a tenth of the requests that are
 * left, so the tail has as much room as the middle. Both axes are logarithmic.
 */
public final class PercentilePlot implements Plot {
    private static final int HEIGHT = 400;
    private static final int STEPS_A_DECADE = 20;
    private static final double FIRST = 2;
    private static final double MOST = 100_000;
    private static final double ALL_PERCENT = 100;

    private final String title;
    private final String caption;
    private final XYChart chart;
    private int series;

    /** An empty plot of times. */
    public PercentilePlot(String title, String caption) {
        this.title = title;
        this.caption = caption;
        chart = Charts.empty("percentile of requests", "µs", HEIGHT);
        chart.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(true);
        chart.getStyler().setYAxisLogarithmicDecadeOnly(true);
        chart.getStyler().setXAxisMin(FIRST).setXAxisLogarithmicDecadeOnly(true);
        chart.getStyler().setXAxisTickLabelsFormattingFunction(PercentilePlot::percentile);
        chart.getStyler().setYAxisTickLabelsFormattingFunction(PercentilePlot::micros);
    }

    /** Adds a curve; it goes on to where ten requests are left. */
    public PercentilePlot curve(String name, Histogram nanos) {
        double furthest = Math.min(MOST, Math.max(2, nanos.getTotalCount() / 10.0));
        int points = (int) (Math.log10(furthest / FIRST) * STEPS_A_DECADE) + 1;
        double[] x = new double[points];
        double[] y = new double[points];
        for (int point = 0; point < points; point++) {
            x[point] = FIRST * Math.pow(10, (double) point / STEPS_A_DECADE);
            y[point] = Math.max(1, nanos.getValueAtPercentile(ALL_PERCENT - ALL_PERCENT / x[point])) / 1_000.0;
        }
        Charts.dress(chart.addSeries(name, x, y), series++);
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

    private static String percentile(double oneOf) {
        String text = String.format(Locale.ROOT, "%.4f", ALL_PERCENT - ALL_PERCENT / oneOf);
        return text.replaceFirst("\\.?0+$", "") + " %";
    }

    private static String micros(double value) {
        return value >= 1 ? String.format(Locale.ROOT, "%,.0f", value) : String.format(Locale.ROOT, "%.3g", value);
    }
}
