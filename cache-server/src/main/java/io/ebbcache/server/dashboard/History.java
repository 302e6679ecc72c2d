package io.ebbcache.server.dashboard;

import java.util.Arrays;

/**
 * The samples of the last quarter of an hour, one a second, numbered from 1 on. A new one takes the place of the oldest: 28 columns of 900 samples of
 * eight bytes are 200 KiB, which are there from the start. For one thread.
 */
final class History {

    /** Samples that are kept. */
    static final int KEPT = 15 * 60;

    private final double[][] cells = new double[Column.values().length][KEPT];
    private long last;

    History() {
        for (double[] column : cells) {
            Arrays.fill(column, Double.NaN);
        }
    }

    /** Begins the next sample, of which nothing is known yet. */
    void next() {
        last++;
        for (double[] column : cells) {
            column[place(last)] = Double.NaN;
        }
    }

    /** As {@link #put(Column, double)}; beyond 2^53 the last digits are lost. */
    void put(Column column, long value) {
        put(column, (double) value);
    }

    /** Notes a figure of the sample that was begun last. */
    void put(Column column, double value) {
        cells[column.ordinal()][place(last)] = value;
    }

    /** The number of the last sample; 0 if there is none yet. */
    long last() {
        return last;
    }

    /**
     * The first sample that somebody lacks; the one after the last if none is lacking.
     *
     * @param since the last one that is known; if there is none of this number yet, it was one of another process, and all are lacking
     */
    long firstAfter(long since) {
        long oldest = Math.max(1, last - KEPT + 1);
        return since > last ? oldest : Math.max(oldest, since + 1);
    }

    /** A figure of a sample that is kept; not a number if it is not known. */
    double get(Column column, long number) {
        return cells[column.ordinal()][place(number)];
    }

    /** The sum of a figure over the last samples, as far as there are any and it is known. */
    double sum(Column column, int samples) {
        double sum = 0;
        for (long number = Math.max(1, last - samples + 1); number <= last; number++) {
            double value = get(column, number);
            sum += Double.isNaN(value) ? 0 : value;
        }
        return sum;
    }

    private static int place(long number) {
        return (int) (number % KEPT);
    }
}
