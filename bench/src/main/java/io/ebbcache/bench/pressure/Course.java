package io.ebbcache.bench.pressure;

import io.ebbcache.bench.process.ServerKind;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * All that was recorded of one server in one experiment.
 *
 * @param samples ten a second
 * @param nanos latencies of all requests, by phase
 */
record Course(ServerKind server, String version, List<Sample> samples, Map<Phase, Histogram> nanos, Fates fates) {
    /**
     * What became of the processes, since before the server was filled.
     *
     * @param serverKills how often the server was killed
     * @param serverEnds how often it ended otherwise
     * @param brokenConnections how often the load lost a server that was still there
     * @param neighbourKills how often the neighbour was killed
     * @param oomKills the kernel's own count
     * @param neighbourTookNanos how long the neighbour spent taking its memory, in all
     */
    record Fates(
            int serverKills,
            int serverEnds,
            int brokenConnections,
            int neighbourKills,
            long oomKills,
            long neighbourTookNanos) {}

    Histogram nanos(Phase phase) {
        return nanos.getOrDefault(phase, new Histogram(1));
    }

    List<Sample> in(Phase phase) {
        return samples.stream().filter(sample -> sample.phase() == phase).toList();
    }
}
