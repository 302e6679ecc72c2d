package io.ebbcache.bench.load;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How large the value of a key is, in bytes. A key's value always has the same size, so a reader can check it, and a cache
 * sees what it sees in life.
 */
public final class ValueSizes {
    /** The preset's name. */
    public static final String WEB = "web";

    /*
     * The model that Atikoglu, Xu, Frachtenberg, Jiang and Paleczny fitted to the values of ETC, Facebook's most general
     * pool ("Workload Analysis of a Large-Scale Key-Value Store", SIGMETRICS 2012): a generalized Pareto distribution.
     * Half of the values are below 170 bytes, nine tenths below 760, a hundredth is above 2.4 KiB.
     */
    private static final double WEB_SCALE = 214.476;
    private static final double WEB_SHAPE = 0.348238;
    private static final int WEB_STEPS = 1024;

    private final int[] sizes;
    private final WeightedChoice choice;
    private final String text;

    private ValueSizes(int[] sizes, double[] weights, String text) {
        this.sizes = sizes;
        this.choice = new WeightedChoice(weights);
        this.text = text;
    }

    /** All values have one size. */
    public static ValueSizes fixed(int bytes) {
        return new ValueSizes(new int[] {bytes}, new double[] {1}, Integer.toString(bytes));
    }

    /**
     * Reads what a user wrote.
     *
     * @param text a size ({@code 100}, {@code 16k}), a list with weights ({@code 100:0.6,1k:0.3,16k:0.1}), or {@code web}
     * @throws IllegalArgumentException if it is none of these
     */
    public static ValueSizes parse(String text) {
        if (text.equals(WEB)) {
            return web();
        }
        List<Integer> sizes = new ArrayList<>();
        List<Double> weights = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            int colon = part.indexOf(':');
            sizes.add(ByteCount.parse(colon < 0 ? part : part.substring(0, colon)));
            weights.add(colon < 0 ? 1 : weight(part.substring(colon + 1)));
        }
        if (weights.stream().mapToDouble(each -> each).sum() <= 0) {
            throw new IllegalArgumentException("'" + text + "': all weights are 0");
        }
        return new ValueSizes(
                sizes.stream().mapToInt(each -> each).toArray(),
                weights.stream().mapToDouble(each -> each).toArray(),
                text);
    }

    /** The size of a key's value. */
    public int of(long key) {
        return sizes[sizes.length == 1 ? 0 : choice.of(ValueContent.mix(key ^ ~0L))];
    }

    /** The largest one there is. */
    public int largest() {
        return Arrays.stream(sizes).max().orElseThrow();
    }

    @Override
    public String toString() {
        return text;
    }

    private static double weight(String text) {
        try {
            double weight = Double.parseDouble(text);
            if (weight >= 0 && weight <= Double.MAX_VALUE) {
                return weight;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is no weight", e);
        }
        throw new IllegalArgumentException("'" + text + "' is no weight");
    }

    private static ValueSizes web() {
        int[] sizes = new int[WEB_STEPS];
        double[] weights = new double[WEB_STEPS];
        for (int step = 0; step < WEB_STEPS; step++) {
            double left = 1 - (step + 0.5) / WEB_STEPS;
            sizes[step] = 1 + (int) (WEB_SCALE / WEB_SHAPE * (Math.pow(left, -WEB_SHAPE) - 1));
            weights[step] = 1;
        }
        return new ValueSizes(sizes, weights, WEB);
    }
}
