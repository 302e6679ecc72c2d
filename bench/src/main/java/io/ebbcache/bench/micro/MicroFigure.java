package io.ebbcache.bench.micro;

import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * What came out of one benchmark.
 *
 * @param benchmark class and method
 * @param parameters of this run of it
 * @param nanosPerOperation mean over all iterations
 * @param fastestNanos mean of the fastest iteration: what others on the machine took the least from
 * @param errorNanos half of the 99.9 % confidence interval; NaN where there were too few iterations
 * @param allocatedBytesPerOperation on the heap
 */
record MicroFigure(
        String benchmark,
        Map<String, String> parameters,
        double nanosPerOperation,
        double fastestNanos,
        double errorNanos,
        double allocatedBytesPerOperation) {

    private static final String ALLOCATION = "gc.alloc.rate.norm";

    static MicroFigure of(String benchmark, RunResult result) {
        BenchmarkParams params = result.getParams();
        Map<String, String> parameters = new TreeMap<>();
        params.getParamsKeys().forEach(key -> parameters.put(key, params.getParam(key)));
        Result<?> time = result.getPrimaryResult();
        Result<?> allocated = result.getSecondaryResults().get(ALLOCATION);
        return new MicroFigure(
                benchmark,
                parameters,
                time.getScore(),
                time.getStatistics().getMin(),
                time.getScoreError(),
                allocated == null ? Double.NaN : allocated.getScore());
    }

    /** The parameters in one word or two. */
    String setting() {
        return String.join(" ", parameters.values());
    }

    /** The class without the method. */
    String group() {
        return benchmark.substring(0, benchmark.indexOf('.'));
    }

    /** The method without the class. */
    String method() {
        return benchmark.substring(benchmark.indexOf('.') + 1);
    }
}
