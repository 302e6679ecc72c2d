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

    /** One part of so many of a limit is kept free. */
    private static final long RESERVE_DIVISOR = 64;

    private static final long MAX_RESERVE_BYTES = 256L << 20;

    private final List<GroupHeadroom> groups;
    private final KernelFile machine;
    private final long machineBytes;

    private MemoryHeadroom(List<GroupHeadroom> groups, KernelFile machine) {
        this.groups = groups;
        this.machine = machine;
        this.machineBytes = Math.max(0, machine.field("MemTotal"));
    }

    /** The headroom of this process. */
    public static MemoryHeadroom ofThisProcess() {
        return of(Path.of("/"));
    }

    /** The headroom as the files below this root show it. */
    public static MemoryHeadroom of(Path fileSystem) {
        List<GroupHeadroom> groups =
                MemoryGroup.chain(fileSystem).stream().map(GroupHeadroom::new).toList();
        return new MemoryHeadroom(groups, KernelFile.open(fileSystem.resolve("proc/meminfo")));
    }

    /** Bytes that may still be used, never negative. Some ten microseconds: a few small reads for each limit. */
    public synchronized long availableBytes() {
        long available = availableInMachine();
        for (GroupHeadroom group : groups) {
            available = Math.min(available, group.availableBytes(group.limitBytes(), 0));
        }
        return Math.max(0, available);
    }

    /**
     * What may be used beyond a reserve that is kept free below each limit; negative where the reserve is touched.
     *
     * @param ownBytes what the caller has that the kernel would take first: its own, not what others have left free
     * @param leastReserveBytes the smallest reserve; it grows with the limit
     */
    public synchronized Spare spare(long ownBytes, long leastReserveBytes) {
        long available = availableInMachine();
        long least = available == Long.MAX_VALUE
                ? available
                : available - ownBytes - reserve(machineBytes, leastReserveBytes);
        String source = "machine";
        for (GroupHeadroom group : groups) {
            long limit = group.limitBytes();
            long bytes = group.availableBytes(limit, ownBytes) - reserve(limit, leastReserveBytes);
            if (bytes < least) {
                least = bytes;
                source = group.name();
            }
        }
        return new Spare(least, source);
    }

    private static long reserve(long limitBytes, long leastBytes) {
        return Math.max(leastBytes, Math.min(limitBytes / RESERVE_DIVISOR, MAX_RESERVE_BYTES));
    }

    /**
     * What may be used.
     *
     * @param bytes negative where others are about to need what is used already
     * @param source whose limit that is
     */
    public record Spare(long bytes, String source) {}

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
