package io.ebbcache.client.codec;

import org.jspecify.annotations.Nullable;

/**
 * How values are compressed. Only deflate is always there; the others need a library on the class path.
 *
 * <pre>
 *  some JSON        1 KiB              8 KiB             64 KiB
 *             bytes   µs  back   bytes   µs  back   bytes   µs  back
 *  deflate      354    7   3      2196   26  13     17688  213  84
 *  LZ4          469    1   0.2    3128    6   1     23037   45  11
 *  Zstandard    359    5   2      2035   17   7     15548  117  33
 * </pre>
 */
public enum Compression {
    /** By the JDK, as fast as it can: the slowest. */
    DEFLATE(1, "the JDK"),
    /** By far the fastest, but saves least. Needs lz4-java. */
    LZ4(2, "at.yawk.lz4:lz4-java"),
    /** Small values, at a middling pace. Needs zstd-jni. */
    ZSTD(3, "com.github.luben:zstd-jni");

    private final int flags;
    private final String library;

    Compression(int number, String library) {
        this.flags = number << Flags.COMPRESSION_SHIFT;
        this.library = library;
    }

    /** The best one that is there: Zstandard, then LZ4, then deflate. */
    public static Compression best() {
        return ZSTD.isAvailable() ? ZSTD : LZ4.isAvailable() ? LZ4 : DEFLATE;
    }

    /** Whether its library is on the class path, and works on this machine. */
    public boolean isAvailable() {
        try {
            compressor();
            return true;
        } catch (LinkageError e) {
            return false;
        }
    }

    /** Null if these flags mean no compression that is known. */
    static @Nullable Compression of(int flags) {
        for (Compression each : values()) {
            if ((flags & Flags.COMPRESSION_MASK) == each.flags) {
                return each;
            }
        }
        return null;
    }

    int flags() {
        return flags;
    }

    String library() {
        return library;
    }

    /** @throws LinkageError if its library is missing or does not work on this machine */
    Compressor compressor() {
        return switch (this) {
            case DEFLATE -> new Deflate();
            case LZ4 -> new Lz4();
            case ZSTD -> new Zstandard();
        };
    }
}
