package io.ebbcache.bench.pressure;

import io.ebbcache.bench.load.ByteCount;
import io.ebbcache.bench.load.Workload;
import io.ebbcache.bench.pressure.PressurePlan.DataSet;
import io.ebbcache.bench.pressure.PressurePlan.Memory;
import io.ebbcache.bench.pressure.PressurePlan.Traffic;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Sizes, times and load of the experiment on the command line. */
final class PressureOptions {
    private static final long MOST_LIMIT_BYTES = 8L << 30;
    private static final int MOST_KEYS = 100_000_000;
    private static final int MOST_CONNECTIONS = 900;
    private static final double MEMCACHED_SHARE = 0.8;
    private static final double MILLIS_A_SECOND = 1_000;

    @Option(
            names = "--limit",
            paramLabel = "<size>",
            defaultValue = "256m",
            converter = MemorySize.Converter.class,
            description = "of the cgroup that server and neighbour share (default: ${DEFAULT-VALUE})")
    private MemorySize limit;

    @Option(
            names = "--neighbour",
            paramLabel = "<size>",
            defaultValue = "100m",
            converter = MemorySize.Converter.class,
            description = "what the neighbour takes, except in 'grab' (default: ${DEFAULT-VALUE})")
    private MemorySize neighbour;

    @Option(
            names = "--memcached-memory",
            paramLabel = "<size>",
            converter = MemorySize.Converter.class,
            description = {
                "the -m of memcached (default: 80 %% of the limit, as an operator would set it who leaves memcached's hash table,"
                        + " connections and threads the rest)"
            })
    private Optional<MemorySize> memcachedMemory;

    @Option(
            names = "--value-size",
            paramLabel = "<size>",
            defaultValue = "1k",
            converter = ByteCount.class,
            description = "of each value (default: ${DEFAULT-VALUE})")
    private int valueSize;

    @Option(
            names = "--overcommit",
            paramLabel = "<times>",
            defaultValue = "4",
            description = "how many times the limit all keys and values are (default: ${DEFAULT-VALUE})")
    private double overcommit;

    @Option(
            names = "--keys",
            paramLabel = "<count>",
            description = "how many keys there are (default: as many as --overcommit asks for)")
    private Optional<Integer> keys;

    @Option(
            names = "--seconds",
            paramLabel = "<seconds>",
            defaultValue = "20",
            description = "of each phase: before, during and after the neighbour's visit (default: ${DEFAULT-VALUE})")
    private double seconds;

    @Option(
            names = "--warm-up",
            paramLabel = "<times>",
            defaultValue = "1",
            description = {
                "between fill and recording so many commands at full speed, in multiples of the keys"
                        + " (default: ${DEFAULT-VALUE})"
            })
    private double warmUp;

    @Option(
            names = "--rate",
            paramLabel = "<gets/s>",
            defaultValue = "20000",
            description = {
                "so many gets a second, whatever the server does, each miss followed by a set; 0: as many as it answers"
                        + " (default: ${DEFAULT-VALUE})"
            })
    private double rate;

    @Option(
            names = "--connections",
            paramLabel = "<count>",
            defaultValue = "16",
            description = "of the load (default: ${DEFAULT-VALUE})")
    private int connections;

    @Option(
            names = "--pipeline",
            paramLabel = "<count>",
            defaultValue = "16",
            description = "the most commands in flight on a connection (default: ${DEFAULT-VALUE})")
    private int pipeline;

    @Option(
            names = "--threads",
            paramLabel = "<count>",
            defaultValue = "2",
            description = "of each server (default: ${DEFAULT-VALUE})")
    private int threads;

    @Option(
            names = "--seed",
            paramLabel = "<number>",
            defaultValue = "1",
            description = "of all that is random (default: ${DEFAULT-VALUE})")
    private long seed;

    /**
     * The plan.
     *
     * @throws IllegalArgumentException if an option makes no sense
     */
    PressurePlan plan() {
        check(limit.bytes() > 0 && limit.bytes() <= MOST_LIMIT_BYTES, "--limit: up to 8g");
        check(neighbour.bytes() < limit.bytes(), "--neighbour: below the limit");
        check(valueSize >= Long.BYTES && valueSize <= 1 << 20, "--value-size: 8 to 1m");
        check(seconds >= 1 && warmUp > 0, "--seconds: 1 and more; --warm-up: above 0");
        check(connections >= 1 && connections <= MOST_CONNECTIONS, "--connections: 1 to " + MOST_CONNECTIONS);
        check(pipeline >= 1 && threads >= 1 && rate >= 0, "--pipeline, --threads: 1 and more; --rate: 0 and more");
        long itemBytes = Workload.keyBytes() + (long) valueSize;
        long count = keys.map(Integer::longValue).orElse(Math.round(overcommit * limit.bytes() / itemBytes));
        check(count >= 1 && count <= MOST_KEYS, "1 to 100000000 keys");
        return new PressurePlan(
                new Memory(
                        limit.bytes(),
                        neighbour.bytes(),
                        memcachedMemory.map(MemorySize::bytes).orElse(Math.round(limit.bytes() * MEMCACHED_SHARE))),
                new DataSet((int) count, valueSize),
                new Traffic(connections, pipeline, rate, threads, seed),
                Math.max(1, Math.round(warmUp * count)),
                Duration.ofMillis(Math.round(seconds * MILLIS_A_SECOND)));
    }

    private static void check(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
