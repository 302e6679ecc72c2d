package io.ebbcache.server.cluster.membership;

import java.util.concurrent.atomic.LongAdder;

/** Counts what a node sends, over all its connections to the cluster. Any thread may count. */
final class TrafficCounter {

    private final LongAdder packets = new LongAdder();
    private final LongAdder bytes = new LongAdder();

    void sent(int length) {
        packets.increment();
        bytes.add(length);
    }

    GroupTraffic soFar() {
        return new GroupTraffic(packets.sum(), bytes.sum());
    }
}
