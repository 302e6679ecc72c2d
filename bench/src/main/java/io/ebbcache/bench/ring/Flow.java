package io.ebbcache.bench.ring;

import io.ebbcache.server.cluster.membership.GroupTraffic;
import java.util.List;

/**
 * Messages of one kind.
 *
 * @param packets one for each receiver
 * @param bytes of all of them
 */
record Flow(String name, double packets, double bytes) {

    /** So many packets of one size. */
    static Flow of(String name, double packets, int packetBytes) {
        return new Flow(name, packets, packets * packetBytes);
    }

    static Flow measured(String name, GroupTraffic traffic) {
        return new Flow(name, (double) traffic.packets(), (double) traffic.bytes());
    }

    static Flow sum(List<Flow> flows) {
        return new Flow(
                "all",
                flows.stream().mapToDouble(Flow::packets).sum(),
                flows.stream().mapToDouble(Flow::bytes).sum());
    }

    /** Both, so many times. */
    Flow times(double factor) {
        return new Flow(name, packets * factor, bytes * factor);
    }
}
