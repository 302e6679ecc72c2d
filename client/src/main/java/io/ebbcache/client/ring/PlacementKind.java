package io.ebbcache.client.ring;

import java.util.List;

/** How keys are placed. All clients of a cluster must have the same. */
public enum PlacementKind {
    /** Consistent hashing: see {@link KetamaPlacement}. */
    KETAMA,
    /** Hash modulo number of nodes: see {@link ModuloPlacement}. */
    MODULO;

    /**
     * The placement on these nodes.
     *
     * @throws IllegalArgumentException if there is none, or two have the same host and port
     */
    public Placement of(List<Node> nodes) {
        return switch (this) {
            case KETAMA -> new KetamaPlacement(nodes);
            case MODULO -> new ModuloPlacement(nodes);
        };
    }
}
