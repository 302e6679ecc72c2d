package io.ebbcache.deploy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** Ports by which nodes can talk to each other. */
final class ClusterPorts {

    /** There nodes see each other end. */
    private static final int ABOVE = 100;

    private static final int LOWEST_PORT = 12_000;
    private static final int HIGHEST_PORT = 32_000;

    private ClusterPorts() {}

    /**
     * Ports that are free, as are those a hundred above. None of those that the system gives to clients: until the node has started, one of them might
     * get it.
     */
    static List<Integer> free(int count) {
        Set<Integer> ports = new LinkedHashSet<>();
        while (ports.size() < count) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT);
            if (ports.contains(port - ABOVE) || ports.contains(port + ABOVE)) {
                continue;
            }
            try (ServerSocket itself = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
                    ServerSocket above = new ServerSocket(port + ABOVE, 1, InetAddress.getLoopbackAddress())) {
                System.out.println("ports for nodes: " + itself.getLocalPort() + ", " + above.getLocalPort());
                ports.add(port);
            } catch (IOException taken) {
                System.out.println("another port: " + taken.getMessage());
            }
        }
        return List.copyOf(ports);
    }
}
