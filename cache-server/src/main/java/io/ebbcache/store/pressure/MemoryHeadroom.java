package io.ebbcache.store.pressure;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;

/**
 * How much memory may still be used before a limit is reached: the least that is left in any cgroup of this process, in
 * their ancestors and in the machine. A cgroup has left its limit, less what is used, plus page cache that the kernel
 * takes first; the machine what the kernel calls available.
 *
 * <p>The groups are found once; their limits are read anew each time, since they can be changed. Any thread may ask.
 */
public final class MemoryHeadroom implements AutoCloseable {
    private final List<GroupHeadroom> groups;
    private final KernelFile machine;

    private MemoryHeadroom(List<GroupHeadroom> groups, KernelFile machine) {
        this.groups = groups;
        this.machine = machine;
    }

    /** The headroom of this process. */
    public static MemoryHeadroom ofThisProcess() {
        return of(Path.of("/"));
    }

    /** The headroom as the files below this root show it. */
    static MemoryHeadroom of(Path fileSystem) {
        List<GroupHeadroom> groups =
                MemoryGroup.chain(fileSystem).stream().map(GroupHeadroom::new).toList();
        return new MemoryHeadroom(groups, KernelFile.open(fileSystem.resolve("proc/meminfo")));
    }

    /** Bytes that may still be used, never negative. Some ten microseconds: a few small reads for each limit. */
    public synchronized long availableBytes() {
        long available = availableInMachine();
        for (GroupHeadroom group : groups) {
            available = Math.min(available, group.availableBytes());
        }
        return Math.max(0, available);
    }

    @Override
    public synchronized void close() {
        machine.close();
        groups.forEach(GroupHeadroom::close);
    }

    private long availableInMachine() {
        long bytes = machine.readAgain().field("MemAvailable");
        return bytes == KernelFile.UNKNOWN ? freeBytesElsewhere() : bytes;
    }

    private static long freeBytesElsewhere() {
        return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                .getFreeMemorySize();
    }
}
