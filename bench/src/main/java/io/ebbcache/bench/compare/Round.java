package io.ebbcache.bench.compare;

import io.ebbcache.bench.load.LoadResult;
import java.time.Duration;

/**
 * What one server did in one round.
 *
 * @param cpuMicrosPerCommand user and system time of the whole server process
 * @param generatorBusyShare of the generator's busiest thread
 */
record Round(
        double commandsPerSecond,
        double cpuMicrosPerCommand,
        double p50Micros,
        double p99Micros,
        double p999Micros,
        double generatorBusyShare,
        long errors) {
    private static final double NANOS_A_MICRO = 1_000;
    private static final double MEDIAN = 50;
    private static final double TAIL = 99;
    private static final double FAR_TAIL = 99.9;

    static Round of(LoadResult result, Duration serverCpu) {
        return new Round(
                result.total().commandsPerSecond(),
                serverCpu.toNanos() / NANOS_A_MICRO / result.total().commands(),
                result.total().micros(MEDIAN),
                result.total().micros(TAIL),
                result.total().micros(FAR_TAIL),
                result.busyShare(),
                result.total().errors());
    }
}
