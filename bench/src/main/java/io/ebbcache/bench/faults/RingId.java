package io.ebbcache.bench.faults;

/**
 * Which ring a node goes by.
 *
 * @param version 0 where there is none
 * @param decidedBy who decided it; empty where nodes do not tell. The parts of a split cluster may come to the same version
 * @param tentative whether it was decided by the smaller part of a split cluster, or by a node that had met nobody: what is written under it
 *     does not count for the others
 */
record RingId(long version, String decidedBy, boolean tentative) {
    /** Whether there is one. A node without one takes all keys for its own. */
    boolean exists() {
        return version > 0;
    }

    @Override
    public String toString() {
        if (!exists()) {
            return "none";
        }
        return version + (decidedBy.isEmpty() ? "" : "/" + decidedBy) + (tentative ? "(tentative)" : "");
    }
}
