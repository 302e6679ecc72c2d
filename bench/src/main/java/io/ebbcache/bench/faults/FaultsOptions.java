package io.ebbcache.bench.faults;

import io.ebbcache.bench.faults.FaultsPlan.Nodes;
import io.ebbcache.bench.faults.FaultsPlan.Times;
import io.ebbcache.bench.faults.FaultsPlan.Traffic;
import io.ebbcache.bench.load.ByteCount;
import io.ebbcache.bench.load.ValueContent;
import java.time.Duration;
import picocli.CommandLine.Option;

/** Cluster, load and times on the command line. */
final class FaultsOptions {
    private static final int FEWEST_NODES = 2;
    private static final int MOST_NODES = 9;
    private static final int MOST_KEYS = 100_000;
    private static final int MOST_CONNECTIONS = 64;
    private static final double MOST_RATE = 100_000;
    private static final double MILLIS_A_SECOND = 1_000;

    @Option(
            names = "--nodes",
            paramLabel = "<count>",
            defaultValue = "3",
            description = "of the cluster (default: ${DEFAULT-VALUE})")
    private int nodes;

    @Option(
            names = "--threads",
            paramLabel = "<count>",
            defaultValue = "2",
            description = "that serve, of each node (default: ${DEFAULT-VALUE})")
    private int threads;

    @Option(
            names = {"-m", "--memory"},
            paramLabel = "<MiB>",
            defaultValue = "64",
            description = {
                "of each node's values; in 'join' it is as small as it may be, and values are so large that it is full"
                        + " (default: ${DEFAULT-VALUE})"
            })
    private int memory;

    @Option(
            names = "--hold-down",
            paramLabel = "<seconds>",
            defaultValue = "10",
            description = "of the nodes: how long one that is gone keeps its keys (default: ${DEFAULT-VALUE})")
    private int holdDown;

    @Option(
            names = "--failure-timeout",
            paramLabel = "<seconds>",
            defaultValue = "10",
            description =
                    "of the nodes: after how long one that says nothing is taken for gone (default: ${DEFAULT-VALUE})")
    private int failureTimeout;

    @Option(
            names = "--rate",
            paramLabel = "<requests/s>",
            defaultValue = "3000",
            description =
                    "through all nodes together; each miss is followed by a set on top (default: ${DEFAULT-VALUE})")
    private double rate;

    @Option(
            names = "--keys",
            paramLabel = "<count>",
            defaultValue = "4000",
            description = "how many there are (default: ${DEFAULT-VALUE})")
    private int keys;

    @Option(
            names = "--value-size",
            paramLabel = "<size>",
            defaultValue = "100",
            converter = ByteCount.class,
            description = "of each value (default: ${DEFAULT-VALUE})")
    private int valueSize;

    @Option(
            names = "--connections",
            paramLabel = "<count>",
            defaultValue = "8",
            description = "to each node, one request at a time on each (default: ${DEFAULT-VALUE})")
    private int connections;

    @Option(
            names = "--timeout",
            paramLabel = "<seconds>",
            defaultValue = "2",
            description = "after which a client gives a request up (default: ${DEFAULT-VALUE})")
    private double timeout;

    @Option(
            names = "--hang",
            paramLabel = "<seconds>",
            defaultValue = "15",
            description = "how long a node is stopped (default: ${DEFAULT-VALUE})")
    private double hang;

    @Option(
            names = "--cut",
            paramLabel = "<seconds>",
            defaultValue = "20",
            description = "how long the halves do not reach each other (default: ${DEFAULT-VALUE})")
    private double cut;

    @Option(
            names = "--quiet-seconds",
            paramLabel = "<seconds>",
            defaultValue = "5",
            description = "of load after each step, with which the next one is compared (default: ${DEFAULT-VALUE})")
    private int quiet;

    @Option(
            names = "--settle",
            paramLabel = "<seconds>",
            defaultValue = "60",
            description = "the most that is waited for the new ring, and for the hit ratio (default: ${DEFAULT-VALUE})")
    private double settle;

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
    FaultsPlan plan() {
        check(nodes >= FEWEST_NODES && nodes <= MOST_NODES, "--nodes: 2 to 9");
        check(threads >= 1 && memory >= 1, "--threads, --memory: 1 and more");
        check(holdDown >= 0 && failureTimeout >= 1, "--hold-down: 0 and more; --failure-timeout: 1 and more");
        check(rate >= 1 && rate <= MOST_RATE, "--rate: 1 to 100000");
        check(keys >= 1 && keys <= MOST_KEYS, "--keys: 1 to 100000");
        check(valueSize >= ValueContent.WORD && valueSize <= 1 << 19, "--value-size: 8 to 512k");
        check(connections >= 1 && connections <= MOST_CONNECTIONS, "--connections: 1 to 64");
        check(timeout > 0 && hang > 0 && cut > 0 && settle > 0, "--timeout, --hang, --cut, --settle: above 0");
        check(quiet >= 2, "--quiet-seconds: 2 and more");
        return new FaultsPlan(
                new Nodes(nodes, threads, memory, Duration.ofSeconds(holdDown), Duration.ofSeconds(failureTimeout)),
                new Traffic(rate, keys, valueSize, connections, seconds(timeout)),
                new Times(seconds(hang), seconds(cut), Duration.ofSeconds(quiet), seconds(settle)),
                seed);
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * MILLIS_A_SECOND));
    }

    private static void check(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
