package io.ebbcache.bench.compare;

import io.ebbcache.bench.load.ByteCount;
import io.ebbcache.bench.load.WireProtocol;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which part of the grid, and how thoroughly, on the command line. What is not given comes from the whole or the quick grid. */
final class GridOptions {
    private static final int QUICK_ROUNDS = 3;
    private static final int ROUNDS = 5;
    private static final double QUICK_SECONDS = 1;
    private static final double SECONDS = 3;
    private static final double QUICK_WARM_UP_SECONDS = 6;
    private static final double WARM_UP_SECONDS = 15;
    private static final double MILLIS_A_SECOND = 1_000;
    private static final int MOST_PERCENT = 100;

    @Option(names = "--quick", description = "only the corners of the grid: less than three minutes")
    private boolean quick;

    @Option(
            names = "--values",
            paramLabel = "<sizes>",
            split = ",",
            converter = ByteCount.class,
            description = "sizes of values (default: 100,1k,16k,256k; quick: 100,256k)")
    private List<Integer> values;

    @Option(
            names = "--pipeline",
            paramLabel = "<counts>",
            split = ",",
            description = "commands in flight on a connection (default: 1,16,64; quick: 1,64)")
    private List<Integer> pipelines;

    @Option(
            names = "--connections",
            paramLabel = "<counts>",
            split = ",",
            description = "connections in all (default: 32,512)")
    private List<Integer> connections;

    @Option(
            names = "--mix",
            paramLabel = "<percents>",
            split = ",",
            description = "percent of the commands that are gets; the rest are sets (default: 90,10)")
    private List<Integer> mixes;

    @Option(
            names = "--server-threads",
            paramLabel = "<counts>",
            split = ",",
            description = "threads of each server (default: 1,2; quick: 1)")
    private List<Integer> serverThreads;

    @Option(
            names = "--protocol",
            paramLabel = "<protocol>",
            defaultValue = "text",
            description = {
                "text, meta or binary (default: ${DEFAULT-VALUE}). Some versions of memcached send each reply to a text get"
                        + " by itself, but many replies to meta commands at once"
            })
    private WireProtocol protocol;

    @Option(
            names = "--rounds",
            paramLabel = "<count>",
            description = "rounds of each server at each point, in turns (default: 5; quick: 3)")
    private Optional<Integer> rounds;

    @Option(
            names = "--seconds",
            paramLabel = "<seconds>",
            description = "how long a round is counted (default: 3; quick: 1)")
    private Optional<Double> seconds;

    @Option(
            names = "--warm-up",
            paramLabel = "<seconds>",
            description = {
                "processor time of each server under load, half gets and half sets, before its first round; a fifth of a"
                        + " round comes before each round (default: 15; quick: 6)"
            })
    private Optional<Double> warmUp;

    @Option(names = "--no-memory", description = "do not measure the memory of an item")
    private boolean noMemory;

    /**
     * The settings.
     *
     * @throws IllegalArgumentException if an option makes no sense
     */
    Settings settings() {
        Grid whole = quick ? Grid.corners() : Grid.whole();
        Grid grid = new Grid(
                or(values, whole.valueBytes()),
                or(pipelines, whole.pipelines()),
                or(connections, whole.connections()),
                or(mixes, whole.getPercents()),
                or(serverThreads, whole.serverThreads()));
        int manyRounds = rounds.orElse(quick ? QUICK_ROUNDS : ROUNDS);
        double roundSeconds = seconds.orElse(quick ? QUICK_SECONDS : SECONDS);
        double warmUpSeconds = warmUp.orElse(quick ? QUICK_WARM_UP_SECONDS : WARM_UP_SECONDS);
        check(grid.pipelines().stream().allMatch(each -> each >= 1), "--pipeline: 1 and more");
        check(grid.serverThreads().stream().allMatch(each -> each >= 1), "--server-threads: 1 and more");
        check(grid.getPercents().stream().allMatch(each -> each >= 0 && each <= MOST_PERCENT), "--mix: 0 to 100");
        int generatorThreads = 2 * grid.serverThreads().stream().reduce(1, Math::max);
        check(
                grid.connections().stream().allMatch(each -> each >= generatorThreads),
                "--connections: at least two for each server thread");
        check(manyRounds >= 1, "--rounds: 1 and more");
        check(roundSeconds > 0 && warmUpSeconds >= 0, "--seconds and --warm-up: more than nothing");
        List<Point> points = grid.points();
        check(!points.isEmpty(), "at no point less than a GiB would be in flight");
        return new Settings(points, protocol, manyRounds, duration(roundSeconds), duration(warmUpSeconds), !noMemory);
    }

    private static void check(boolean possible, String problem) {
        if (!possible) {
            throw new IllegalArgumentException(problem);
        }
    }

    /** What was given on the command line, if anything was: the parser leaves a list that was not given null. */
    @SuppressWarnings("NullAway")
    private static List<Integer> or(List<Integer> given, List<Integer> otherwise) {
        return given == null ? otherwise : given;
    }

    private static Duration duration(double seconds) {
        return Duration.ofMillis(Math.round(seconds * MILLIS_A_SECOND));
    }
}
