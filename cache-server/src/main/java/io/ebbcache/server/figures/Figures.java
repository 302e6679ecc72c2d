package io.ebbcache.server.figures;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers with a unit, short enough for a table. */
public final class Figures {
    private static final String[] BYTE_UNITS = {" KiB", " MiB", " GiB"};
    private static final double UNIT = 1024;

    private Figures() {}

    /** Bytes in the largest unit that leaves something before the point, with one decimal where it is not 0. */
    public static String bytes(long bytes) {
        int unit = 0;
        double size = bytes / UNIT;
        while (size >= UNIT && unit < BYTE_UNITS.length - 1) {
            size /= UNIT;
            unit++;
        }
        BigDecimal figure = BigDecimal.valueOf(size).setScale(1, RoundingMode.HALF_UP);
        return figure.stripTrailingZeros().toPlainString() + BYTE_UNITS[unit];
    }

    /** A count, in groups of three digits. */
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** How often a second: below 10 with one decimal. */
    public static String perSecond(double rate) {
        return rate > 0 && rate < 10
                ? String.format(Locale.ROOT, "%.1f", rate)
                : String.format(Locale.ROOT, "%,d", Math.round(rate));
    }

    /** A part of one, in percent. */
    public static String percent(double part) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * part);
    }

    /** A time, such as {@code 2 d 03:04:05}. */
    public static String seconds(long seconds) {
        String clock =
                String.format(Locale.ROOT, "%02d:%02d:%02d", seconds / 3_600 % 24, seconds / 60 % 60, seconds % 60);
        long days = seconds / 86_400;
        return days == 0 ? clock : days + " d " + clock;
    }
}
