package io.ebbcache.bench.load;

import java.util.Locale;

/** A time as people read it. */
public final class Micros {
    private static final double MICROS_A_MILLI = 1_000;
    private static final double FEW = 100;

    private Micros() {}

    /** With three digits or so, and its unit. */
    public static String text(double micros) {
        if (micros >= MICROS_A_MILLI) {
            double millis = micros / MICROS_A_MILLI;
            return String.format(Locale.ROOT, millis >= FEW ? "%,.0f ms" : "%.2f ms", millis);
        }
        return String.format(Locale.ROOT, micros >= FEW ? "%.0f µs" : "%.1f µs", micros);
    }
}
