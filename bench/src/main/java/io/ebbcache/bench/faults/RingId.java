package io.ebbcache.bench.faults;

/**
 * Which ring a node goes by.
 *
 * @param version 0 where there is none
 * @param decidedBy who decided it; empty where nodes do not tell. The parts of a split cluster may come to the same version
 */
record RingId(long version, String decidedBy) {
    /** Whether there is one. A node without one takes all keys for its own. */
    boolean exists() {
        return version > 0;
    }

    @Override
    public String toString() {
        if (!exists()) {
            return "none";
        }
        return decidedBy.isEmpty() ? Long.toString(version) : version + "/" + decidedBy;
    }
}
