package io.ebbcache.client.routing;

import io.ebbcache.client.ring.Node;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the keys of a node that is down. Until it is ejected, requests for them fail at once.
 *
 * @param ejectAfter a node that is down for so long is ejected; null if none ever is
 * @param holdDown an ejected node stays out for so long at least, and until it is up again
 * @param gutter nodes that stand in for ejected ones; without any, the other nodes of the ring share their keys
 * @param gutterTtl nothing lives longer in the gutter
 */
public record FailurePolicy(@Nullable Duration ejectAfter, Duration holdDown, List<Node> gutter, Duration gutterTtl) {

    private static final Duration STANDARD_HOLD_DOWN = Duration.ofSeconds(30);
    private static final Duration STANDARD_GUTTER_TTL = Duration.ofSeconds(10);

    public FailurePolicy {
        gutter = List.copyOf(gutter);
    }

    /** Nobody is ejected: requests for the keys of a node fail as long as it is down. */
    public static FailurePolicy failFast() {
        return new FailurePolicy(null, STANDARD_HOLD_DOWN, List.of(), STANDARD_GUTTER_TTL);
    }

    /** The other nodes take over. When the node comes back, they still have what they took, which may be old by the next time. */
    public static FailurePolicy eject(Duration after, Duration holdDown) {
        return new FailurePolicy(after, holdDown, List.of(), STANDARD_GUTTER_TTL);
    }

    /** Spare nodes take over, and keep things for a short time only. */
    public static FailurePolicy gutter(Duration after, Duration holdDown, List<Node> gutter, Duration gutterTtl) {
        return new FailurePolicy(after, holdDown, gutter, gutterTtl);
    }
}
