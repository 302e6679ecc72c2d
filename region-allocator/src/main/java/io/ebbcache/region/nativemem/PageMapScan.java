package io.ebbcache.region.nativemem;

import com.sun.jna.LastErrorException;
import java.util.Optional;
import org.agrona.UnsafeApi;

/**
 * The ioctl PAGEMAP_SCAN (Linux 6.7 and later): finds the pages of a range that are in memory, run by run, without
 * touching them.
 */
public final class PageMapScan implements AutoCloseable {

    /** Receives runs of pages that are in memory; pages that are not reported are not there. */
    public interface Visitor {
        /**
         * A run of pages is in memory.
         *
         * @param zeroPage the shared page of zeros, which a read of absent memory maps
         */
        void run(long startAddress, long endAddress, boolean zeroPage);
    }

    private static final int O_RDONLY_CLOEXEC = 0x80000;
    private static final long PAGEMAP_SCAN = 0xC060_6610L;
    private static final long PRESENT = 1 << 3;
    private static final long PFNZERO = 1 << 5;

    // struct pm_scan_arg: twelve 64-bit fields
    private static final int ARG_BYTES = 96;
    private static final int ARG_SIZE = 0;
    private static final int ARG_START = 16;
    private static final int ARG_END = 24;
    private static final int ARG_VECTOR = 40;
    private static final int ARG_VECTOR_LENGTH = 48;
    private static final int ARG_ANY_OF_MASK = 80;
    private static final int ARG_RETURN_MASK = 88;

    // struct page_region: start, end, categories
    private static final int RUN_BYTES = 24;
    private static final int RUNS = 1024;

    private final int descriptor;
    private final long argument;
    private final long vector;

    private PageMapScan(int descriptor) {
        this.descriptor = descriptor;
        this.argument = UnsafeApi.allocateMemory(ARG_BYTES);
        this.vector = UnsafeApi.allocateMemory((long) RUNS * RUN_BYTES);
    }

    /** A scanner; empty where the kernel has no such call. */
    public static Optional<PageMapScan> open() {
        if (NativeMemory.find().isEmpty()) {
            return Optional.empty();
        }
        PageMapScan scan;
        try {
            scan = new PageMapScan(LibC.open("/proc/self/pagemap", O_RDONLY_CLOEXEC));
        } catch (LastErrorException e) {
            return Optional.empty();
        }
        try {
            scan.scan(0, 0, (start, end, zero) -> {});
            return Optional.of(scan);
        } catch (NativeCallException e) {
            scan.close();
            return Optional.empty();
        }
    }

    /**
     * Reports what is in memory from {@code start} up to {@code end}, both multiples of the page size.
     *
     * <p>A call that does not fill the vector has come to the end. One that does is followed by another from the end of its
     * last run on. The field {@code walk_end} would say it too, but in Linux 6.18 it may lie in the middle of what was
     * reported: it is set when the kernel's own buffer of 512 runs is full, and not set again when the walk is complete.
     */
    public synchronized void scan(long start, long end, Visitor visitor) {
        long from = start;
        int runs;
        do {
            runs = call(from, end);
            for (int i = 0; i < runs; i++) {
                long run = vector + (long) i * RUN_BYTES;
                boolean zero = (UnsafeApi.getLong(run + 16) & PFNZERO) != 0;
                from = UnsafeApi.getLong(run + 8);
                visitor.run(UnsafeApi.getLong(run), from, zero);
            }
        } while (runs == RUNS && from < end);
    }

    private int call(long start, long end) {
        UnsafeApi.setMemory(argument, ARG_BYTES, (byte) 0);
        UnsafeApi.putLong(argument + ARG_SIZE, ARG_BYTES);
        UnsafeApi.putLong(argument + ARG_START, start);
        UnsafeApi.putLong(argument + ARG_END, end);
        UnsafeApi.putLong(argument + ARG_VECTOR, vector);
        UnsafeApi.putLong(argument + ARG_VECTOR_LENGTH, RUNS);
        UnsafeApi.putLong(argument + ARG_ANY_OF_MASK, PRESENT | PFNZERO);
        UnsafeApi.putLong(argument + ARG_RETURN_MASK, PRESENT | PFNZERO);
        try {
            return LibC.ioctl(descriptor, PAGEMAP_SCAN, argument);
        } catch (LastErrorException e) {
            throw new NativeCallException("ioctl(PAGEMAP_SCAN)", e.getErrorCode());
        }
    }

    @Override
    public synchronized void close() {
        UnsafeApi.freeMemory(vector);
        UnsafeApi.freeMemory(argument);
        try {
            LibC.close(descriptor);
        } catch (LastErrorException e) {
            throw new NativeCallException("close", e.getErrorCode());
        }
    }
}
