package io.ebbcache.region.nativemem;

import com.sun.jna.LastErrorException;
import com.sun.jna.Platform;
import java.util.Optional;
import org.agrona.UnsafeApi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Linux's calls to map, advise and inspect memory. Addresses and lengths are in bytes and multiples of the page size. */
public final class NativeMemory {

    private static final Logger LOG = LoggerFactory.getLogger(NativeMemory.class);

    private static final int PROT_READ_WRITE = 0x1 | 0x2;
    private static final int MAP_ANONYMOUS = 0x20;
    private static final int MAP_NORESERVE = 0x4000;
    private static final int SC_PAGESIZE = 30;

    private static final @Nullable NativeMemory INSTANCE = load();

    private final int pageBytes;

    private NativeMemory() {
        pageBytes = Math.toIntExact(LibC.sysconf(SC_PAGESIZE));
    }

    /** The calls of this platform; empty where there is no Linux or JNA cannot load, and the log then says so once. */
    public static Optional<NativeMemory> find() {
        return Optional.ofNullable(INSTANCE);
    }

    private static @Nullable NativeMemory load() {
        if (!Platform.isLinux() || !Platform.is64Bit()) {
            LOG.warn(
                    "no memory calls on {}: the cache will use ordinary memory; run it on 64-bit Linux", Platform.ARCH);
            return null;
        }
        try {
            return new NativeMemory();
        } catch (LinkageError | LastErrorException e) {
            LOG.warn(
                    "JNA cannot load ({}): the cache will use ordinary memory; is java.io.tmpdir mounted noexec?",
                    e.toString());
            return null;
        }
    }

    /** Size of the kernel's pages in bytes. */
    public int pageBytes() {
        return pageBytes;
    }

    /**
     * Maps zeroed memory for which no swap is reserved.
     *
     * @return its address
     * @throws NativeCallException if the kernel refuses
     */
    public long map(MapType type, long length) {
        try {
            return LibC.mmap(0, length, PROT_READ_WRITE, type.flag | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        } catch (LastErrorException e) {
            throw new NativeCallException("mmap(" + type + ", " + length + " bytes)", e.getErrorCode());
        }
    }

    /** Unmaps what {@link #map} returned. */
    public void unmap(long address, long length) {
        try {
            LibC.munmap(address, length);
        } catch (LastErrorException e) {
            throw new NativeCallException("munmap", e.getErrorCode());
        }
    }

    /**
     * Tells the kernel what becomes of a range.
     *
     * @throws NativeCallException if the kernel refuses
     */
    public void advise(long address, long length, Advice advice) {
        try {
            LibC.madvise(address, length, advice.number);
        } catch (LastErrorException e) {
            throw new NativeCallException("madvise(" + advice + ")", e.getErrorCode());
        }
    }

    /** As {@link #advise}, where it does not matter if the kernel knows the advice. */
    public boolean tryAdvise(long address, long length, Advice advice) {
        try {
            LibC.madvise(address, length, advice.number);
            return true;
        } catch (LastErrorException e) {
            return false;
        }
    }

    /**
     * Which pages are in memory: one byte a page, bit 0 set where the page is there. A zero page that a read mapped
     * counts as there; {@link PageMapScan} tells it apart.
     */
    public byte[] inCore(long address, long length) {
        int pages = Math.toIntExact(length / pageBytes);
        long vector = UnsafeApi.allocateMemory(pages);
        try {
            LibC.mincore(address, length, vector);
            byte[] result = new byte[pages];
            UnsafeApi.copyMemory(null, vector, result, UnsafeApi.arrayBaseOffset(byte[].class), pages);
            return result;
        } catch (LastErrorException e) {
            throw new NativeCallException("mincore", e.getErrorCode());
        } finally {
            UnsafeApi.freeMemory(vector);
        }
    }
}
