package io.ebbcache.server.command;

/** One connection as statistics tell it; any thread may ask. */
public interface ClientView {

    /** Where the client is, as {@code tcp:address:port}. */
    String remoteAddress();

    /** Where it came in, as {@code tcp:address:port}. */
    String localAddress();

    /** Whether its replies wait for it to read. */
    boolean isWaiting();

    /** When it last sent something, in seconds of the store's clock. */
    long lastReadSecond();
}
