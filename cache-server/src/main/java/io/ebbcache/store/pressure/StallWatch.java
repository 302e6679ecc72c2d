package io.ebbcache.store.pressure;

import java.nio.file.Path;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Whether somebody waits for memory, as the kernel measures it (pressure stall information): in the innermost cgroup that tells it,
 * which only version 2 does, else in the machine. Where neither tells, nobody ever waits.
 */
public final class StallWatch implements AutoCloseable {

    private static final long MIN_INTERVAL_NANOS = 100_000_000;
    private static final long NANOS_IN_MICRO = 1_000;

    /** One part of so many of the time spent waiting is too much. */
    private static final long STALLED_DIVISOR = 10;

    private final KernelFile file;
    private final boolean ofGroup;
    private final LongSupplier nanos;
    private long askedAt;
    private long stalledMicros;
    private boolean stalled;

    private StallWatch(KernelFile file, boolean ofGroup, LongSupplier nanos) {
        this.file = file;
        this.ofGroup = ofGroup;
        this.nanos = nanos;
        this.askedAt = nanos.getAsLong();
        this.stalledMicros = file.numberAfter("total=");
    }

    /** Of this process. */
    public static StallWatch ofThisProcess() {
        return of(Path.of("/"), System::nanoTime);
    }

    /** As the files below this root tell. */
    static StallWatch of(Path fileSystem, LongSupplier nanos) {
        List<MemoryGroup> chain = MemoryGroup.chain(fileSystem);
        for (MemoryGroup group : chain) {
            KernelFile file = KernelFile.open(group.directory().resolve(CgroupVersion.PRESSURE_FILE));
            if (file.isReadable()) {
                return new StallWatch(file, true, nanos);
            }
            file.close();
        }
        return new StallWatch(KernelFile.open(fileSystem.resolve("proc/pressure/memory")), false, nanos);
    }

    /** Whether it is this process' own cgroup that tells; in the machine others may wait for memory that is not there for us. */
    public boolean isOfGroup() {
        return ofGroup;
    }

    /** Whether a tenth of the time since the last question, some tenths of a second ago, was lost by somebody waiting. */
    public boolean isStalled() {
        long now = nanos.getAsLong();
        if (now - askedAt >= MIN_INTERVAL_NANOS) {
            long micros = file.readAgain().numberAfter("total=");
            stalled = (micros - stalledMicros) * NANOS_IN_MICRO > (now - askedAt) / STALLED_DIVISOR;
            stalledMicros = micros;
            askedAt = now;
        }
        return stalled;
    }

    @Override
    public void close() {
        file.close();
    }
}
