package io.ebbcache.deploy;

import io.ebbcache.client.ClientConfig;
import io.ebbcache.client.EbbClient;
import io.ebbcache.client.discovery.ClusterConfigNodes;
import io.ebbcache.client.discovery.NodeSource;
import io.ebbcache.client.discovery.Pace;
import io.ebbcache.client.ring.Node;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Ebb's own client, led by {@link ClusterConfigNodes}. */
final class OurClient implements DiscoveringClient {

    private static final Duration REFRESH = Duration.ofMillis(500);

    private final Noted source;
    private final EbbClient client;

    OurClient(int port) {
        source = new Noted(new ClusterConfigNodes(List.of(new Node("127.0.0.1", port)), Pace.every(REFRESH)));
        client = ClientConfig.of(source).open();
    }

    /** A source that remembers what it has said last. */
    private static final class Noted implements NodeSource {

        private final NodeSource source;
        private volatile List<Node> last = List.of();

        Noted(NodeSource source) {
            this.source = source;
        }

        @Override
        public void start(Consumer<List<Node>> nodes) {
            source.start(list -> {
                last = list;
                nodes.accept(list);
            });
        }

        @Override
        public void suspect() {
            source.suspect();
        }

        @Override
        public void close() {
            source.close();
        }
    }

    @Override
    public String name() {
        return "ebb";
    }

    @Override
    public String nodes() {
        return source.last.stream().map(Node::address).sorted().collect(Collectors.joining(" "));
    }

    @Override
    public String keep(String prefix, int count) {
        var cache = client.strings().blocking();
        for (int i = 0; i < count; i++) {
            String key = prefix + i;
            cache.set(key, key);
            if (!cache.get(key).orElse("").equals(key)) {
                return key + " is not kept";
            }
        }
        return "kept";
    }

    @Override
    public void close() {
        client.close();
    }
}
