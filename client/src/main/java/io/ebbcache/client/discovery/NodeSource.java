package io.ebbcache.client.discovery;

import io.ebbcache.client.ring.Node;
import java.util.List;
import java.util.function.Consumer;

/** Knows which nodes there are, now and later. */
public interface NodeSource extends AutoCloseable {

    /**
     * Begins to look. The consumer is given the first list before this returns if it can be had within the source's patience, and each list
     * that differs from the one before, on a thread of the source. It is never given an empty list.
     *
     * @throws io.ebbcache.client.operation.NodeUnavailableException if there is no list to begin with
     */
    void start(Consumer<List<Node>> nodes);

    /** Something is wrong with a node: the source may look again soon. Never waits. */
    default void suspect() {}

    @Override
    void close();
}
