package io.ebbcache.bench.trace;

import com.dynatrace.hash4j.hashing.Hashing;
import io.ebbcache.server.command.Commands;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * The sizes that the values of a trace's items have: fixed for each item, and the same for every system. A scale on top of
 * it makes a small trace large enough for what servers need at least.
 */
final class ValueSizes {

    /** The mixed sizes reach over five doublings: the largest is 32 times the smallest. */
    private static final int DOUBLINGS = 5;

    /** Of the hash that sizes follow from. */
    static final long SEED = 0xEBB;

    private final String rule;
    private final int[] bytes;

    private ValueSizes(String rule, int[] bytes) {
        this.rule = rule;
        this.bytes = bytes;
    }

    /** How the sizes come about, for the result. */
    String rule() {
        return rule;
    }

    /** The size of an item's value, unscaled. */
    int bytes(int item) {
        return bytes[item];
    }

    /** The sizes that the trace tells. */
    static ValueSizes told(Trace trace) {
        if (!trace.hasSizes()) {
            throw new IllegalArgumentException("the trace tells no sizes");
        }
        return of("as the trace tells them", trace, trace::valueBytes);
    }

    /** One size for all. */
    static ValueSizes fixed(Trace trace, int bytes) {
        return of(bytes + " bytes each", trace, item -> bytes);
    }

    /**
     * Sizes that follow from the hash of the key. Its highest 53 bits are a fraction u, and the size is proportional to
     * 2^(5u): log-uniform, each doubling from 0.11 to 3.6 times the mean as likely as the next.
     */
    static ValueSizes mixed(Trace trace, int meanBytes) {
        double smallest = meanBytes * DOUBLINGS * StrictMath.log(2) / ((1 << DOUBLINGS) - 1);
        byte[] key = new byte[Commands.MAX_KEY_LENGTH];
        return of(
                "log-uniform over 5 doublings by XXH3 of the key, seed " + SEED + ", mean " + meanBytes + " bytes",
                trace,
                item -> {
                    int length = trace.keyLength(item);
                    trace.keys().getBytes(trace.keyOffset(item), key, 0, length);
                    long hash = Hashing.xxh3_64(SEED).hashBytesToLong(key, 0, length);
                    double fraction = (hash >>> 11) * 0x1p-53;
                    return (int) Math.max(1, StrictMath.round(smallest * StrictMath.pow(2, DOUBLINGS * fraction)));
                });
    }

    private static ValueSizes of(String rule, Trace trace, IntUnaryOperator sizes) {
        int[] bytes = new int[trace.items()];
        Arrays.setAll(bytes, sizes);
        return new ValueSizes(rule, bytes);
    }
}
