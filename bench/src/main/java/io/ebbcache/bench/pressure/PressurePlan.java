package io.ebbcache.bench.pressure;

import io.ebbcache.bench.load.KeyDistribution;
import io.ebbcache.bench.load.LoadPlan;
import io.ebbcache.bench.load.Target;
import io.ebbcache.bench.load.ValueSizes;
import io.ebbcache.bench.load.WireProtocol;
import io.ebbcache.bench.load.Workload;
import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * What all experiments of a run have in common.
 *
 * @param warmUpCommands of load at full speed after the fill, before anything is recorded
 * @param phase how long each of the phases lasts
 */
record PressurePlan(Memory memory, DataSet data, Traffic traffic, long warmUpCommands, Duration phase) {
    /** Requests are spread over the keys as most caches see it. */
    static final double ZIPF_THETA = 0.99;

    /**
     * Who may have how much.
     *
     * @param limitBytes of the cgroup
     * @param neighbourBytes what the neighbour takes, unless its scenario says otherwise
     * @param memcachedBytes what memcached is told to use for items
     */
    record Memory(long limitBytes, long neighbourBytes, long memcachedBytes) {}

    /** What is stored. */
    record DataSet(int keys, int valueBytes) {
        /** Key and value of one item: what no cache can do without. */
        long itemBytes() {
            return Workload.keyBytes() + (long) valueBytes;
        }
    }

    /**
     * How it is asked for.
     *
     * @param rate gets a second, whatever the server does; 0 for as many as it answers
     * @param serverThreads of the server
     */
    record Traffic(int connections, int pipeline, double rate, int serverThreads, long seed) {}

    /** The same for a server that gets only a part of the limit; memcached is told to use as large a part of that. */
    PressurePlan confinedTo(long bytes) {
        long memcachedBytes = Math.round((double) memory.memcachedBytes() * bytes / memory.limitBytes());
        Memory confined = new Memory(memory.limitBytes(), memory.neighbourBytes(), memcachedBytes);
        return new PressurePlan(confined, data, traffic, warmUpCommands, phase);
    }

    /** The distribution that all experiments share: it is large. */
    KeyDistribution distribution() {
        return new PopularLast(KeyDistribution.parse("zipf:" + ZIPF_THETA, data.keys()));
    }

    /**
     * Gets, each miss followed by a set, each value checked.
     *
     * @param round different for each load of an experiment: none asks for the same keys in the same order
     */
    LoadPlan load(InetSocketAddress address, KeyDistribution keys, double rate, int round) {
        return new LoadPlan(
                new Target(address, WireProtocol.TEXT, 1, traffic.connections(), traffic.pipeline()),
                new Workload(keys, ValueSizes.fixed(data.valueBytes()), 1, 1, 0, true, true),
                rate,
                traffic.seed() + round);
    }
}
