package io.ebbcache.server.command;

/** What a client may ask of the server as a whole. */
@FunctionalInterface
public interface ServerControl {

    /**
     * Stops the server, soon and on another thread.
     *
     * @param graceful whether clients are given time to leave
     */
    void stop(boolean graceful);
}
