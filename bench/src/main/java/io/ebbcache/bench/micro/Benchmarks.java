package io.ebbcache.bench.micro;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Some of the benchmarks of this package, from the list that JMH's annotation processor has made. */
final class Benchmarks {

    private static final String PACKAGE = Benchmarks.class.getPackageName() + ".";
    private static final String CLASS_ENDING = "Benchmark";

    private final List<String> methods;

    private Benchmarks(List<String> methods) {
        this.methods = methods;
    }

    /** Those in whose name, such as {@code Lane.getHit}, one of the patterns is found. */
    static Benchmarks named(List<Pattern> patterns) {
        OutputFormat nowhere = OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT);
        return new Benchmarks(
                BenchmarkList.defaultList().find(nowhere, List.of("^" + Pattern.quote(PACKAGE)), List.of()).stream()
                        .map(entry -> entry.getUsername())
                        .filter(method -> patterns.stream()
                                .anyMatch(pattern ->
                                        pattern.matcher(shortName(method)).find()))
                        .distinct()
                        .toList());
    }

    /** Class and method of a benchmark as a reader knows them. */
    static String shortName(String method) {
        return method.substring(PACKAGE.length()).replace(CLASS_ENDING + ".", ".");
    }

    boolean isEmpty() {
        return methods.isEmpty();
    }

    List<String> names() {
        return methods.stream().map(Benchmarks::shortName).toList();
    }

    /**
     * Runs them. A JVM that is forked gets the flags of this one.
     *
     * @param log where JMH writes what it does
     */
    List<MicroFigure> run(Pace pace, Path log) throws IOException {
        OptionsBuilder options = new OptionsBuilder();
        methods.forEach(method -> options.include("^" + Pattern.quote(method) + "$"));
        options.forks(pace.forks())
                .warmupIterations(pace.warmUps())
                .measurementIterations(pace.iterations())
                .warmupTime(TimeValue.milliseconds(pace.millis()))
                .measurementTime(TimeValue.milliseconds(pace.millis()))
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .output(log.toString());
        try {
            return new Runner(options.build())
                    .run().stream().map(Benchmarks::figure).toList();
        } catch (RunnerException e) {
            throw new IOException("a benchmark has failed, see " + log + ": " + e.getMessage(), e);
        }
    }

    private static MicroFigure figure(RunResult result) {
        return MicroFigure.of(shortName(result.getParams().getBenchmark()), result);
    }
}
