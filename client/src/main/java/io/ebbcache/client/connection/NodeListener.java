package io.ebbcache.client.connection;

import io.ebbcache.client.ring.Node;

/** Is told when a node goes and comes. Called on an event loop, one call at a time for a node: it must be fast and must not fail. */
public interface NodeListener {

    /** There is a connection again. */
    void up(Node node);

    /** There is no connection any more, and an attempt to make one has failed. */
    void down(Node node, Throwable cause);

    /** It is down, and was reached, but there is no agreement with it: told once for each phase until it is up. */
    default void refused(Node node, HandshakeException why) {}
}
