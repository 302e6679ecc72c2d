package io.ebbcache.server.net;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * Where to listen; at least one address or a Unix socket.
 *
 * @param addresses addresses of TCP; port 0 is any free one
 * @param unix a Unix socket beside or instead of them
 * @param backlog connections that may wait to be accepted
 */
public record Listen(List<InetSocketAddress> addresses, Optional<UnixSocket> unix, int backlog) {

    private static final int STANDARD_BACKLOG = 1024;

    public Listen {
        addresses = List.copyOf(addresses);
        if ((addresses.isEmpty() && unix.isEmpty()) || backlog < 1) {
            throw new IllegalArgumentException("listen on " + addresses + ", " + unix + ", backlog " + backlog);
        }
    }

    /** TCP only. */
    public static Listen on(InetSocketAddress... addresses) {
        return new Listen(List.of(addresses), Optional.empty(), STANDARD_BACKLOG);
    }

    /** A Unix socket only. */
    public static Listen on(UnixSocket socket) {
        return new Listen(List.of(), Optional.of(socket), STANDARD_BACKLOG);
    }
}
