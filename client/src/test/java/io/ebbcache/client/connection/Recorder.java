package io.ebbcache.client.connection;

import io.ebbcache.client.operation.OperationListener;
import io.ebbcache.client.ring.Node;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what it was told of a node. */
final class Recorder implements NodeListener {

    static final OperationListener NOBODY = (node, verb, nanos, reply, failure) -> {};

    final List<String> events = new CopyOnWriteArrayList<>();

    static NodeListener nobody() {
        return new Recorder();
    }

    @Override
    public void up(Node node) {
        events.add("up");
    }

    @Override
    public void down(Node node, Throwable cause) {
        events.add("down");
    }

    @Override
    public void refused(Node node, HandshakeException why) {
        events.add("refused: " + why.getMessage());
    }
}
