package io.ebbcache.bench.load;

import java.net.InetSocketAddress;

/**
 * Whom to speak to, and over how much.
 *
 * @param threads of the generator; connections are spread over them
 * @param connections in all
 * @param pipeline the most commands in flight on a connection
 */
public record Target(InetSocketAddress address, WireProtocol protocol, int threads, int connections, int pipeline) {
    public Target {
        if (threads < 1 || connections < threads || pipeline < 1) {
            throw new IllegalArgumentException("at least one thread, one connection a thread, one command in flight");
        }
    }

    /** An address as people write it. */
    static String text(InetSocketAddress address) {
        return address.getHostString() + ":" + address.getPort();
    }
}
