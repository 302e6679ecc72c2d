package io.ebbcache.region.nativemem;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;

/** The C library's functions, by JNA's direct mapping. */
final class LibC {

    static {
        Native.register(LibC.class, NativeLibrary.getInstance(Platform.C_LIBRARY_NAME));
    }

    private LibC() {}

    static native long mmap(long address, long length, int protection, int flags, int descriptor, long offset)
            throws LastErrorException;

    static native int munmap(long address, long length) throws LastErrorException;

    static native int madvise(long address, long length, int advice) throws LastErrorException;

    static native int mincore(long address, long length, long vector) throws LastErrorException;

    static native int open(String path, int flags) throws LastErrorException;

    static native int close(int descriptor) throws LastErrorException;

    static native int ioctl(int descriptor, long request, long argument) throws LastErrorException;

    static native long sysconf(int name) throws LastErrorException;
}
