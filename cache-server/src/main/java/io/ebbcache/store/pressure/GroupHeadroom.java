package io.ebbcache.store.pressure;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What one memory cgroup has left, from files that stay open. */
final class GroupHeadroom implements AutoCloseable {
    /** Nobody has as much memory: such a limit is none, and what was used of it need not be known. */
    private static final long NO_LIMIT_BYTES = 1L << 56;

    private final List<KernelFile> limits = new ArrayList<>();
    private final String name;
    private final KernelFile usage;
    private final KernelFile stat;
    private final String reclaimableField;

    /** The limit of ancestors that cannot be seen from here. */
    private final long hiddenLimitBytes;

    GroupHeadroom(MemoryGroup group) {
        Path directory = group.directory();
        name = group.name();
        usage = KernelFile.open(directory.resolve(group.version().usageFile));
        stat = KernelFile.open(directory.resolve(CgroupVersion.STAT_FILE));
        for (String limitFile : group.version().limitFiles()) {
            limits.add(KernelFile.open(directory.resolve(limitFile)));
        }
        reclaimableField = group.version().reclaimableField;
        long inherited = MemoryLimit.inheritedBytes(group);
        hiddenLimitBytes =
                inherited == KernelFile.UNKNOWN || inherited >= visibleLimitBytes() ? Long.MAX_VALUE : inherited;
    }

    /** The limit; {@link Long#MAX_VALUE} where there is none. */
    long limitBytes() {
        long limit = Math.min(hiddenLimitBytes, visibleLimitBytes());
        return limit >= NO_LIMIT_BYTES ? Long.MAX_VALUE : limit;
    }

    /**
     * Bytes up to a limit, counting page cache that the kernel takes first as free; can be negative.
     *
     * @param limit as it was last
     * @param ownBytes of what the kernel takes first, the caller's own, which is not to be counted as free
     */
    long availableBytes(long limit, long ownBytes) {
        if (limit == Long.MAX_VALUE) {
            return Long.MAX_VALUE;
        }
        long used = Math.max(0, usage.readAgain().number());
        long reclaimable = Math.max(0, stat.readAgain().field(reclaimableField));
        return limit - used + Math.max(0, Math.min(used, reclaimable) - ownBytes);
    }

    /** What this is the headroom of. */
    String name() {
        return name;
    }

    @Override
    public void close() {
        usage.close();
        stat.close();
        limits.forEach(KernelFile::close);
    }

    private long visibleLimitBytes() {
        long tightest = Long.MAX_VALUE;
        for (KernelFile limit : limits) {
            long bytes = limit.readAgain().number();
            tightest = bytes == KernelFile.UNKNOWN ? tightest : Math.min(tightest, bytes);
        }
        return tightest;
    }
}
