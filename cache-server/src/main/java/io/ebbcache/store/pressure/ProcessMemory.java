package io.ebbcache.store.pressure;

import java.nio.file.Path;

/** How much memory this process takes, as the kernel counts it. For one thread. */
public final class ProcessMemory implements AutoCloseable {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String RESIDENT = "VmRSS";

    private final KernelFile status = KernelFile.open(STATUS);

    private ProcessMemory() {}

    public static ProcessMemory ofThisProcess() {
        return new ProcessMemory();
    }

    /** Bytes that are in memory now, those of values included; 0 where the system does not tell. */
    public long residentBytes() {
        return Math.max(0, status.readAgain().field(RESIDENT));
    }

    @Override
    public void close() {
        status.close();
    }
}
