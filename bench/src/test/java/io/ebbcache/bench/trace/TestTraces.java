package io.ebbcache.bench.trace;

import java.util.Arrays;
import java.util.Random;

/** Traces made up for tests. */
final class TestTraces {

    private TestTraces() {}

    /** One request for each letter. */
    static Trace letters(String requests) {
        TraceBuilder trace = new TraceBuilder("letters");
        requests.chars().forEach(letter -> trace.add(Character.toString(letter)));
        return trace.build();
    }

    /** Requests for items of which few are asked for often (by Zipf's law). */
    static Trace zipf(int items, int requests, long seed) {
        System.out.println("zipf: seed " + seed);
        double[] sums = new double[items];
        double sum = 0;
        for (int i = 0; i < items; i++) {
            sum += 1.0 / (i + 1);
            sums[i] = sum;
        }
        TraceBuilder trace = new TraceBuilder("zipf");
        Random random = new Random(seed);
        for (int i = 0; i < requests; i++) {
            int found = Arrays.binarySearch(sums, random.nextDouble() * sum);
            trace.add("item-" + Math.min(items - 1, found < 0 ? -found - 1 : found));
        }
        return trace.build();
    }

    /** All items of one size, that of their values. */
    static Items fixed(Trace trace, int valueBytes) {
        return new Items(trace, ValueSizes.fixed(trace, valueBytes), 1);
    }
}
