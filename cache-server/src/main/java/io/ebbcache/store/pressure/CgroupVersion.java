package io.ebbcache.store.pressure;

import java.util.List;

/** The two file layouts in which the kernel's memory controller shows itself. */
enum CgroupVersion {
    V1("cgroup v1", "memory.limit_in_bytes", "", "memory.usage_in_bytes", "total_inactive_file"),
    V2("cgroup v2", "memory.max", "memory.high", "memory.current", "inactive_file");

    /** The file of many named numbers; in version 1 the ones of a group and all below it begin with {@code total_}. */
    static final String STAT_FILE = "memory.stat";

    /** How long somebody in the group had to wait for memory; version 1 has no such file. */
    static final String PRESSURE_FILE = "memory.pressure";

    /** In version 1's stat file: the tightest limit of the group and all its ancestors, seen or not. */
    static final String HIERARCHICAL_LIMIT = "hierarchical_memory_limit";

    final String label;

    /** Over this limit somebody is killed. Every group has this file but the root of version 2. */
    final String limitFile;

    final String usageFile;

    /** In the stat file: page cache (and sealed droppable pages) that the kernel takes first. */
    final String reclaimableField;

    /** Over this limit everybody in the group is slowed down; empty where there is no such thing. */
    private final String highFile;

    CgroupVersion(String label, String limitFile, String highFile, String usageFile, String reclaimableField) {
        this.label = label;
        this.limitFile = limitFile;
        this.highFile = highFile;
        this.usageFile = usageFile;
        this.reclaimableField = reclaimableField;
    }

    /** The files that hold a limit, the hard one first. */
    List<String> limitFiles() {
        return highFile.isEmpty() ? List.of(limitFile) : List.of(limitFile, highFile);
    }
}
