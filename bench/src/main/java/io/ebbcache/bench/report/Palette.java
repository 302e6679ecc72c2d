package io.ebbcache.bench.report;

import java.awt.Color;
import java.util.List;

/** The colours of a plot. Those of the series can be told apart by colour-blind readers too, on light and on dark. */
final class Palette {
    /** Stands for the colour of the page's text; {@link SvgText} puts that in. */
    static final Color INK = new Color(1, 2, 3);

    /** Stands for a faint shade of it. */
    static final Color FAINT = new Color(3, 2, 1);

    static final Color CLEAR = new Color(0, 0, 0, 0);

    /** What lies behind the lines. */
    static final Color BAND = new Color(0x8a, 0x8f, 0x98);

    private static final List<Color> SERIES = List.of(
            new Color(0x14, 0x9c, 0x8c),
            new Color(0xe0, 0x7a, 0x2f),
            new Color(0x5b, 0x7f, 0xdb),
            new Color(0xc8, 0x5f, 0xa8),
            new Color(0x8f, 0xa0, 0x2c),
            BAND);

    private static final int BAND_ALPHA = 0x48;

    private Palette() {}

    static Color series(int index) {
        return SERIES.get(index % SERIES.size());
    }

    static Color band(Color color) {
        return new Color(color.getRed(), color.getGreen(), color.getBlue(), BAND_ALPHA);
    }
}
