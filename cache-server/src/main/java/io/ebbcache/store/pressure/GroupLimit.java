package io.ebbcache.store.pressure;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A memory cgroup that this process is charged to, for people who want to know which there are.
 *
 * @param name its version and path, such as {@code cgroup v2 /foo}
 * @param limitBytes its limit, or that of an ancestor which cannot be seen from here; {@link #NONE} where there is none
 * @param usedBytes what is used of it; negative if it cannot be read
 * @param tellsStalls whether it tells how long somebody in it waited for memory
 */
public record GroupLimit(String name, long limitBytes, long usedBytes, boolean tellsStalls) {

    /** No limit. */
    public static final long NONE = Long.MAX_VALUE;

    /** All groups that can limit this process, its own first, as the files below this root show them. */
    public static List<GroupLimit> chain(Path fileSystem) {
        return MemoryGroup.chain(fileSystem).stream().map(GroupLimit::of).toList();
    }

    private static GroupLimit of(MemoryGroup group) {
        Path directory = group.directory();
        try (GroupHeadroom headroom = new GroupHeadroom(group);
                KernelFile usage = KernelFile.open(directory.resolve(group.version().usageFile))) {
            boolean tellsStalls = Files.isReadable(directory.resolve(CgroupVersion.PRESSURE_FILE));
            return new GroupLimit(group.name(), headroom.limitBytes(), usage.number(), tellsStalls);
        }
    }
}
