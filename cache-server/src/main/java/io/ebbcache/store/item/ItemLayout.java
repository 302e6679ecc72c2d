package io.ebbcache.store.item;

import io.ebbcache.region.page.PageLayout;

/**
 * An item as it lies in a segment, at a multiple of 8 bytes:
 *
 * <pre>
 *  0         8            16        16+k
 *  +---------+------------+---------+-----------------+----------------------------------+
 *  |   cas   | descriptor | key (k) | wide flags (4)? |  body, or the list of its parts  |
 *  +---------+------------+---------+-----------------+----------------------------------+
 *
 *  descriptor   63          34 33       26    25     24       23      22        0
 *              +--------------+-----------+--------+------+---------+-----------+
 *              | value length | key length| parted | wide | checked |   flags   |
 *              +--------------+-----------+--------+------+---------+-----------+
 * </pre>
 *
 * <p>The body is the value, and, if it is checked, its CRC32C in four bytes behind it.
 *
 * <p>Wide: the client's flags need more than 23 bits and stand behind the key. Parted: the body did not fit into what was left
 * of one segment and lies in parts elsewhere ({@link io.ebbcache.region.segment.Extents}). When the item expires stands in the
 * index, as it may change.
 *
 * <p>A part begins with the same sixteen bytes: the hash of the key in place of the CAS number, a key length of 0, the length of
 * the part, parted. So a segment can be gone through from one thing to the next.
 */
final class ItemLayout {

    static final int CAS = 0;
    static final int DESCRIPTOR = 8;
    static final int HEADER_BYTES = 16;
    static final int WIDE_FLAGS_BYTES = 4;

    /** The most bytes before the value. */
    static final int MAX_HEAD_BYTES = HEADER_BYTES + Key.MAX_LENGTH + WIDE_FLAGS_BYTES;

    /** The longest value that the descriptor can say. */
    static final int MAX_VALUE_BYTES = (1 << 30) - 1;

    private static final int VALUE_LENGTH_SHIFT = 34;
    private static final int KEY_LENGTH_SHIFT = 26;
    private static final long PARTED = 1L << 25;
    private static final long WIDE = 1L << 24;
    private static final long CHECKED = 1L << 23;
    private static final int FLAGS_MASK = (1 << 23) - 1;

    private ItemLayout() {}

    static long descriptor(int valueLength, int keyLength, boolean parted, boolean checked, int flags) {
        return (long) valueLength << VALUE_LENGTH_SHIFT
                | (long) keyLength << KEY_LENGTH_SHIFT
                | (parted ? PARTED : 0)
                | (checked ? CHECKED : 0)
                | (isWide(flags) ? WIDE : flags);
    }

    /** The descriptor of a part. */
    static long partDescriptor(int bytes) {
        return descriptor(bytes, 0, true, false, 0);
    }

    /** Whether something is a part, and not an item. */
    static boolean isPart(long descriptor) {
        return keyLength(descriptor) == 0 && isParted(descriptor);
    }

    static boolean isWide(int flags) {
        return (flags & ~FLAGS_MASK) != 0;
    }

    static int valueLength(long descriptor) {
        return (int) (descriptor >>> VALUE_LENGTH_SHIFT);
    }

    static boolean isChecked(long descriptor) {
        return (descriptor & CHECKED) != 0;
    }

    /** Bytes of the value, and of its checksum if it has one. */
    static int bodyLength(long descriptor) {
        return valueLength(descriptor) + (isChecked(descriptor) ? ValueChecksum.BYTES : 0);
    }

    static int keyLength(long descriptor) {
        return (int) (descriptor >>> KEY_LENGTH_SHIFT) & 0xFF;
    }

    static boolean isParted(long descriptor) {
        return (descriptor & PARTED) != 0;
    }

    static boolean hasWideFlags(long descriptor) {
        return (descriptor & WIDE) != 0;
    }

    static int narrowFlags(long descriptor) {
        return (int) descriptor & FLAGS_MASK;
    }

    static int headBytes(long descriptor) {
        return HEADER_BYTES + keyLength(descriptor) + (hasWideFlags(descriptor) ? WIDE_FLAGS_BYTES : 0);
    }

    /** Bytes that an item takes in the segment of its head. */
    static int footprint(int headBytes, int bodyBytes) {
        return PageLayout.align(headBytes + bodyBytes);
    }
}
