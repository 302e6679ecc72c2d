package io.ebbcache.server.cluster.membership;

import org.jgroups.Address;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.protocols.TCP;

/** The transport, which counts what it sends. The statistics of JGroups know of messages without their headers, which most of the traffic consists of. */
class CountingTcp extends TCP {

    /** Before each packet goes its length. */
    private static final int LENGTH_BYTES = 4;

    private final TrafficCounter counter;

    CountingTcp(TrafficCounter counter) {
        this.counter = counter;
        setId(ClassConfigurator.getProtocolId(TCP.class));
    }

    @Override
    public void send(Address target, byte[] data, int offset, int length) throws Exception {
        super.send(target, data, offset, length);
        counter.sent(LENGTH_BYTES + length);
    }
}
