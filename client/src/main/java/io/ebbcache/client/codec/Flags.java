package io.ebbcache.client.codec;

/**
 * The 32 bits that lie beside a value, as this client uses them. A server does not look at them.
 *
 * <pre>
 *   31        23 22      20 19    16 15                0
 *  +------------+----------+--------+-------------------+
 *  |     0      | compres- | format | marks that other  |
 *  |            | sion     |        | clients use       |
 *  +------------+----------+--------+-------------------+
 *
 *  format       a string 0, bytes 0x0800 among the marks, JSON 1, Java serialization 2, nothing 3
 *  compression  none 0, deflate 1, LZ4 2, Zstandard 3
 * </pre>
 *
 * <p>A string has no bit set: that is what nearly all clients take for a string, or for bytes where they do not know strings. The
 * marks that were looked at:
 *
 * <ul>
 *   <li>spymemcached, xmemcached: 1 serialized, 2 gzip, 0xff00 a type; byte arrays are 0x0800 there, and so are ours
 *   <li>pymemcache, pylibmc, python-memcached: 1 pickle, 2 and 4 decimal numbers, 8 zlib, 16 a string
 *   <li>php-memcached: 0x000f a type, 0x00f0 a compression; Dalli: 1 and 2; folsom, memjs: none of their own
 * </ul>
 *
 * <p>None of them looks at bits 16 to 22, so none takes our formats for one of its own. Bits from 23 on are never set: small flags
 * take no room in an Ebb server.
 */
public final class Flags {
    static final int COMPRESSION_SHIFT = 20;
    static final int COMPRESSION_MASK = 0x7 << COMPRESSION_SHIFT;
    static final int FORMAT_SHIFT = 16;

    /** A mark of pymemcache, pylibmc and python-memcached. */
    static final int PYTHON_STRING = 1 << 4;

    /** A mark of spymemcached and xmemcached. */
    static final int SPYMEMCACHED_SERIALIZED = 1;

    private Flags() {}

    /** Whether other clients, or this one, mean a string by this. */
    static boolean isString(int flags) {
        return (flags & ~PYTHON_STRING) == Format.STRING.flags();
    }

    static CodecException unexpected(String wanted, int flags) {
        return new CodecException(
                isCompressed(flags)
                        ? "flags 0x%x: compressed, and this codec does not decompress".formatted(flags)
                        : "flags 0x%x: not %s".formatted(flags, wanted));
    }

    static boolean isCompressed(int flags) {
        return (flags & COMPRESSION_MASK) != 0;
    }
}
