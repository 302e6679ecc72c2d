package io.ebbcache.server.command;

/**
 * What the network layer listens with, as far as statistics tell it.
 *
 * @param port the first port
 * @param address the first address
 * @param backlog connections that may wait to be accepted
 * @param idleSeconds after how long without progress a connection is closed; 0 is never
 */
public record Listening(int port, String address, int backlog, int idleSeconds) {

    /** Before anything is listened on. */
    public static final Listening NOWHERE = new Listening(0, "", 0, 0);
}
