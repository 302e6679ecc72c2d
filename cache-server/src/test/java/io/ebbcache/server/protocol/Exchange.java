package io.ebbcache.server.protocol;

/** What a client sends in one conversation, and what comes back. Bytes are written as ISO 8859-1 characters. */
public interface Exchange {

    String request();

    String reply();

    /** Whether the server closes the connection after the reply. */
    boolean closes();

    /** Replies with what differs from run to run as it stands in {@link #reply}. */
    String comparable(String replies);
}
