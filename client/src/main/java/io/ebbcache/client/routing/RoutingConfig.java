package io.ebbcache.client.routing;

import io.ebbcache.client.ring.PlacementKind;
import org.jspecify.annotations.Nullable;

/**
 * How requests find their node.
 *
 * @param placement how keys are spread over the nodes of a zone
 * @param failure what becomes of the keys of a node that is down
 * @param nearZone if set, each zone holds all items, and this one is read; if null, zones do not matter
 * @param readOnMiss whether what the near zone does not have is looked for in the others
 */
public record RoutingConfig(
        PlacementKind placement,
        FailurePolicy failure,
        @Nullable String nearZone,
        boolean readOnMiss) {

    /** Ketama, failing fast, without zones. */
    public static RoutingConfig standard() {
        return new RoutingConfig(PlacementKind.KETAMA, FailurePolicy.failFast(), null, true);
    }

    /** The same with another placement. */
    public RoutingConfig withPlacement(PlacementKind other) {
        return new RoutingConfig(other, failure, nearZone, readOnMiss);
    }

    /** The same with another answer to failures. */
    public RoutingConfig withFailure(FailurePolicy other) {
        return new RoutingConfig(placement, other, nearZone, readOnMiss);
    }

    /** The same with a replica in each zone. */
    public RoutingConfig withReplicas(String near, boolean onMissToo) {
        return new RoutingConfig(placement, failure, near, onMissToo);
    }
}
