package io.ebbcache.client.discovery;

import static org.awaitility.Awaitility.await;

import io.ebbcache.client.ring.Node;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Takes what a source tells. */
final class Lists implements Consumer<List<Node>> {

    private final List<List<Node>> all = new CopyOnWriteArrayList<>();

    static List<Node> nodes(String... addresses) {
        return Arrays.stream(addresses).map(Node::parse).toList();
    }

    /** A refresh that comes soon. */
    static Pace quick() {
        return new Pace(Duration.ofMillis(20), Duration.ofMillis(10), Duration.ofSeconds(10));
    }

    /** A refresh that does not come while a test runs. */
    static Pace slow() {
        return new Pace(Duration.ofHours(1), Duration.ofMillis(20), Duration.ofSeconds(10));
    }

    @Override
    public void accept(List<Node> nodes) {
        all.add(nodes);
    }

    /** All lists that were told. */
    List<List<Node>> all() {
        return all;
    }

    List<Node> last() {
        return all.get(all.size() - 1);
    }

    void awaitLast(List<Node> nodes) {
        await().until(() -> !all.isEmpty() && last().equals(nodes));
    }

    static void awaitNoThread(String name) {
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().contains(name)));
    }
}
