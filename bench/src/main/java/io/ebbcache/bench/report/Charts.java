package io.ebbcache.bench.report;

import java.awt.BasicStroke;
import java.awt.Font;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.None;

/** Makes charts that look alike: no boxes, few lines, the legend above, letters that can be read on a phone. */
final class Charts {
    static final int WIDTH = 600;

    private static final float LINE_WIDTH = 2.4f;
    static final Font LABEL_FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
    private static final Font TITLE_FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 14);

    private Charts() {}

    static XYChart empty(String xLabel, String yLabel, int height) {
        XYChart chart = new XYChart(WIDTH, height);
        chart.setXAxisTitle(xLabel);
        chart.setYAxisTitle(yLabel);
        XYStyler style = chart.getStyler();
        style.setChartTitleVisible(false)
                .setChartBackgroundColor(Palette.CLEAR)
                .setChartFontColor(Palette.INK)
                .setPlotBackgroundColor(Palette.CLEAR)
                .setPlotBorderVisible(false)
                .setChartPadding(4)
                .setLegendBackgroundColor(Palette.CLEAR)
                .setLegendBorderColor(Palette.CLEAR)
                .setLegendFont(LABEL_FONT)
                .setLegendPosition(LegendPosition.OutsideS)
                .setLegendLayout(LegendLayout.Horizontal)
                .setXAxisTitleColor(Palette.INK)
                .setYAxisTitleColor(Palette.INK);
        style.setAxisTickLabelsFont(LABEL_FONT)
                .setAxisTitleFont(TITLE_FONT)
                .setAxisTickLabelsColor(Palette.INK)
                .setAxisTicksLineVisible(false)
                .setAxisTicksMarksVisible(false)
                .setPlotGridLinesColor(Palette.FAINT)
                .setPlotGridLinesStroke(new BasicStroke(1f))
                .setPlotGridVerticalLinesVisible(false)
                .setPlotMargin(0)
                .setYAxisDecimalPattern("#,##0.###")
                .setXAxisDecimalPattern("#,##0.###");
        return chart;
    }

    /** The next series takes the next colour. */
    static void dress(XYSeries series, int index) {
        dress(series, index, new BasicStroke(LINE_WIDTH, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    }

    static void dress(XYSeries series, int index, BasicStroke stroke) {
        series.setLineColor(Palette.series(index)).setLineStyle(stroke);
        series.setMarker(new None());
    }
}
