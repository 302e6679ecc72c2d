package io.ebbcache.client.routing;

import io.ebbcache.client.ring.Node;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which nodes are out. A node that flaps is not to move its keys to and fro: it goes after having been down for a while, and comes back no
 * sooner than the hold-down allows. Used by one thread.
 */
final class Ejections {
    private final long ejectAfterNanos;
    private final long holdDownNanos;
    private final Map<Node, Long> downSince = new HashMap<>();
    private final Map<Node, Long> outSince = new HashMap<>();

    Ejections(FailurePolicy policy) {
        Duration after = policy.ejectAfter();
        this.ejectAfterNanos = after == null ? Long.MAX_VALUE : after.toNanos();
        this.holdDownNanos = policy.holdDown().toNanos();
    }

    /**
     * Looks at all nodes.
     *
     * @param now in nanoseconds, from any origin
     * @return the nodes that are out from now on; never all of them, as somebody has to be asked
     */
    Set<Node> look(Set<Node> nodes, Predicate<Node> isUp, long now) {
        downSince.keySet().retainAll(nodes);
        outSince.keySet().retainAll(nodes);
        for (Node node : nodes) {
            look(node, isUp.test(node), now);
        }
        return outSince.size() < nodes.size() ? new HashSet<>(outSince.keySet()) : Set.of();
    }

    private void look(Node node, boolean up, long now) {
        if (up) {
            downSince.remove(node);
            Long out = outSince.get(node);
            if (out != null && now - out >= holdDownNanos) {
                outSince.remove(node);
            }
            return;
        }
        long since = begin(downSince, node, now);
        if (now - since >= ejectAfterNanos) {
            begin(outSince, node, now);
        }
    }

    private static long begin(Map<Node, Long> since, Node node, long now) {
        @Nullable Long before = since.putIfAbsent(node, now);
        return before == null ? now : before;
    }
}
