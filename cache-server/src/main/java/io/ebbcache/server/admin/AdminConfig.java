package io.ebbcache.server.admin;

import io.ebbcache.server.dashboard.NodeTitle;
import java.net.InetSocketAddress;
import java.util.Map;

/**
 * What the operator decided about this port.
 *
 * @param listen where to listen; port 0 is any free one
 * @param exporterNames whether metrics are told under the names of memcached's exporter, too
 * @param memoryBounds the bounds on ordinary memory, part by part, in bytes
 * @param title of the dashboard
 */
public record AdminConfig(
        InetSocketAddress listen, boolean exporterNames, Map<String, Long> memoryBounds, NodeTitle title) {

    public AdminConfig {
        memoryBounds = Map.copyOf(memoryBounds);
    }

    /** Whether nobody else can come. */
    boolean isForThisMachine() {
        return listen.getAddress().isLoopbackAddress();
    }

    /** The bound on all ordinary memory together. */
    long ordinaryBytes() {
        return memoryBounds.values().stream().mapToLong(Long::longValue).sum();
    }
}
