package io.ebbcache.bench.trace;

import java.nio.ByteBuffer;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The bytes of all values: pieces of one random buffer, each item's from another place on, so that the value of one is not
 * taken for that of another.
 */
final class ItemValues {

    /** Prime, so items of neighbouring numbers and of round distances differ. */
    private static final int PLACES = 65_521;

    private static final long SEED = 0xEBB;
    private static final int COMPARED_BYTES = 8;

    private final Items items;
    private final ByteBuffer memory;
    private final UnsafeBuffer bytes;

    ItemValues(Items items) {
        this.items = items;
        int length = items.largestValueBytes() + PLACES + COMPARED_BYTES;
        byte[] random = new byte[length];
        new Random(SEED).nextBytes(random);
        this.memory = ByteBuffer.allocateDirect(length);
        this.bytes = new UnsafeBuffer(memory);
        bytes.putBytes(0, random);
    }

    /** Address of the value of an item. */
    long address(int item) {
        return bytes.addressOffset() + offset(item);
    }

    /** The value of an item, for a channel. */
    ByteBuffer slice(int item) {
        return memory.slice(offset(item), items.valueBytes(item));
    }

    /** Whether the first and the last bytes of what was read are those of the item. */
    boolean matches(int item, UnsafeBuffer read, int length) {
        if (length != items.valueBytes(item)) {
            return false;
        }
        int compared = Math.min(length, COMPARED_BYTES);
        return same(item, read, 0, compared) && same(item, read, length - compared, compared);
    }

    private boolean same(int item, UnsafeBuffer read, int from, int length) {
        for (int i = from; i < from + length; i++) {
            if (read.getByte(i) != bytes.getByte(offset(item) + i)) {
                return false;
            }
        }
        return true;
    }

    private static int offset(int item) {
        return item % PLACES;
    }
}
