package io.ebbcache.client.discovery;

import io.ebbcache.client.ring.Node;
import java.io.IOException;
import java.util.List;

/** One way to find nodes. Used by one thread. */
interface Lookup extends AutoCloseable {

    /**
     * The nodes there are now, in an order that does not change by itself.
     *
     * @return at least one
     * @throws IOException if they cannot be had, or there are none
     * @throws InterruptedException if the thread was interrupted, which ends the look
     */
    List<Node> look() throws IOException, InterruptedException;

    @Override
    default void close() {}
}
