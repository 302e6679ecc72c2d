package io.ebbcache.store.pressure;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * What this process may use: the tightest of its cgroups, their ancestors and the machine.
 *
 * @param bytes the limit
 * @param source who set it, such as {@code cgroup v1 /foo} or {@code machine}
 */
public record MemoryLimit(long bytes, String source) {

    /** The limit as it is now. */
    public static MemoryLimit ofThisProcess() {
        return of(Path.of("/"));
    }

    /** The limit as the files below this root show it. */
    public static MemoryLimit of(Path fileSystem) {
        MemoryLimit tightest = ofMachine(fileSystem);
        List<MemoryGroup> chain = MemoryGroup.chain(fileSystem);
        for (MemoryGroup group : chain) {
            for (String limitFile : group.version().limitFiles()) {
                boolean hard = limitFile.equals(group.version().limitFile);
                long bytes = read(group.directory().resolve(limitFile), KernelFile::number);
                tightest = tightest.orTighter(bytes, hard ? group.name() : group.name() + " (" + limitFile + ")");
            }
        }
        for (MemoryGroup group : chain) {
            tightest = tightest.orTighter(inheritedBytes(group), group.version().label + " above " + group.path());
        }
        return tightest;
    }

    /** The tightest limit of the group and all its ancestors, seen from here or not; only version 1 tells. */
    static long inheritedBytes(MemoryGroup group) {
        Path stat = group.directory().resolve(CgroupVersion.STAT_FILE);
        return read(stat, file -> file.field(CgroupVersion.HIERARCHICAL_LIMIT));
    }

    private static MemoryLimit ofMachine(Path fileSystem) {
        long bytes = read(fileSystem.resolve("proc/meminfo"), file -> file.field("MemTotal"));
        return new MemoryLimit(bytes > 0 ? bytes : totalBytesElsewhere(), "machine");
    }

    private static long totalBytesElsewhere() {
        return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                .getTotalMemorySize();
    }

    private MemoryLimit orTighter(long otherBytes, String other) {
        return otherBytes != KernelFile.UNKNOWN && otherBytes < bytes ? new MemoryLimit(otherBytes, other) : this;
    }

    private static long read(Path path, ToLongFunction<KernelFile> number) {
        try (KernelFile file = KernelFile.open(path)) {
            return number.applyAsLong(file);
        }
    }
}
