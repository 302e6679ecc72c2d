package io.ebbcache.deploy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** Ports by which nodes can talk to each other. */
final class ClusterPorts {

    /** There nodes see each other end. */
    private static final int SECOND_PORT_OFFSET = 100;

    private ClusterPorts() {}

    /** Ports that are free, as are those a hundred above. */
    static List<Integer> free(int count) throws IOException {
        List<Integer> ports = new ArrayList<>();
        List<ServerSocket> held = new ArrayList<>();
        while (ports.size() < count) {
            ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            held.add(socket);
            int second = socket.getLocalPort() + SECOND_PORT_OFFSET;
            try (ServerSocket above = new ServerSocket(second, 1, InetAddress.getLoopbackAddress())) {
                ports.add(above.getLocalPort() - SECOND_PORT_OFFSET);
            } catch (IOException | IllegalArgumentException taken) {
                System.out.println("another port: " + taken.getMessage());
            }
        }
        for (ServerSocket socket : held) {
            socket.close();
        }
        return ports;
    }
}
