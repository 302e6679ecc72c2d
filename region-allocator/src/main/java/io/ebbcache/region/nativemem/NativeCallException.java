package io.ebbcache.region.nativemem;

/** A system call failed. */
public final class NativeCallException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int errno;

    NativeCallException(String call, int errno) {
        super(call + ": " + describe(errno));
        this.errno = errno;
    }

    /** The kernel's error number. */
    public int errno() {
        return errno;
    }

    private static String describe(int errno) {
        return switch (errno) {
            case 1 -> "operation not permitted (EPERM)";
            case 12 -> "out of memory (ENOMEM)";
            case 22 -> "not supported by this kernel (EINVAL)";
            case 25 -> "not supported by this kernel (ENOTTY)";
            default -> "errno " + errno;
        };
    }
}
