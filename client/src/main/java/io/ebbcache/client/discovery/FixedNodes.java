package io.ebbcache.client.discovery;

import io.ebbcache.client.ring.Node;
import java.util.List;
import java.util.function.Consumer;

/** Nodes that are known beforehand and do not change. */
public final class FixedNodes implements NodeSource {

    private final List<Node> nodes;

    /**
     * These nodes.
     *
     * @throws IllegalArgumentException if there is none
     */
    public FixedNodes(List<Node> nodes) {
        if (nodes.isEmpty()) {
            throw new IllegalArgumentException("no nodes");
        }
        this.nodes = List.copyOf(nodes);
    }

    @Override
    public void start(Consumer<List<Node>> consumer) {
        consumer.accept(nodes);
    }

    @Override
    public void close() {}
}
