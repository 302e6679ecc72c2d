package io.ebbcache.server.cluster.membership;

/**
 * What nodes have sent each other to know who is there and what they are like; requests that are forwarded go another way and do not count.
 *
 * @param packets one for each receiver; several messages may go in one
 * @param bytes of the packets, without the headers of TCP and IP
 */
public record GroupTraffic(long packets, long bytes) {

    public GroupTraffic plus(GroupTraffic other) {
        return new GroupTraffic(packets + other.packets, bytes + other.bytes);
    }

    public GroupTraffic minus(GroupTraffic other) {
        return new GroupTraffic(packets - other.packets, bytes - other.bytes);
    }
}
