package io.ebbcache.server.cluster.route;

import io.ebbcache.server.cluster.ring.RingView;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What tests of three nodes with one ring begin with. */
class ThreeNodes {

    static final long VERSION = 1000;

    RoutedNode a;
    RoutedNode b;
    RoutedNode c;
    RingView ring;

    @BeforeEach
    void start() throws IOException {
        a = new RoutedNode("a");
        b = new RoutedNode("b");
        c = new RoutedNode("c");
        ring = RoutedNode.ring(VERSION, a, b, c);
        RoutedNode.tell(ring, List.of(), a, b, c);
    }

    @AfterEach
    void stop() {
        a.close();
        b.close();
        c.close();
    }

    /** A key that a node has. */
    static String keyOf(RoutedNode node, RingView in) {
        return node.keysIn(in, 1).get(0);
    }
}
