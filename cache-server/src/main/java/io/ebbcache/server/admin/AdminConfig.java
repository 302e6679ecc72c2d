package io.ebbcache.server.admin;

import java.net.InetSocketAddress;
import java.util.Map;

/**
 * What the operator decided about this port.
 *
 * @param listen where to listen; port 0 is any free one
 * @param exporterNames whether metrics are told under the names of memcached's exporter, too
 * @param memoryBounds the bounds on ordinary memory, part by part, in bytes
 */
public record AdminConfig(InetSocketAddress listen, boolean exporterNames, Map<String, Long> memoryBounds) {

    public AdminConfig {
        memoryBounds = Map.copyOf(memoryBounds);
    }
}
