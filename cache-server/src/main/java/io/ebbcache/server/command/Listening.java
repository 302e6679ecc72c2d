package io.ebbcache.server.command;

import java.util.Optional;

/**
 * What the network layer listens with, as far as statistics tell it.
 *
 * @param port the first port
 * @param address the first address
 * @param backlog connections that may wait to be accepted
 * @param idleSeconds after how long without progress a connection is closed; 0 is never
 * @param file a Unix socket beside or instead of the address
 * @param encryption how what comes over TCP is encrypted, if it is
 */
public record Listening(
        int port,
        String address,
        int backlog,
        int idleSeconds,
        Optional<SocketFile> file,
        Optional<Encryption> encryption) {

    /** Before anything is listened on. */
    public static final Listening NOWHERE = new Listening(0, "", 0, 0, Optional.empty(), Optional.empty());

    /**
     * A Unix socket.
     *
     * @param mode the permission bits of the file
     */
    public record SocketFile(String path, int mode) {}

    /**
     * TLS.
     *
     * @param certificates the file of the server's certificates
     * @param key the file of the key to them
     * @param authorities the file of those whose certificates clients may show
     * @param clients what they have to show
     */
    public record Encryption(String certificates, String key, Optional<String> authorities, Proof clients) {}

    /** What clients have to show of themselves. */
    public enum Proof {
        NOTHING,
        /** A good certificate, or none. */
        GOOD_OR_NONE,
        /** A good certificate. */
        GOOD
    }
}
