package io.ebbcache.server.command;

/** What statistics can be asked for by name; each answer is short. */
public enum StatsGroup {
    /** Asked for without a name. */
    GENERAL(""),
    /** What the operator decided. */
    SETTINGS("settings"),
    /** The items, by class; there is one. */
    ITEMS("items"),
    /** The memory of values, by class; there is one. */
    SLABS("slabs"),
    /** How many items there are of each size; not counted. */
    SIZES("sizes"),
    /** The nodes of the cluster; there only where there is one. */
    CLUSTER("cluster"),
    /** The keys that are asked for most; there unless the operator does not want that. */
    HOT_KEYS("hotkeys");

    private final String word;

    StatsGroup(String word) {
        this.word = word;
    }

    /** The name. */
    public String word() {
        return word;
    }
}
