package io.ebbcache.client.codec;

import java.util.Arrays;
import java.util.Random;

/** Breaks bytes. */
final class Noise {

    private Noise() {}

    /** The same with flipped bits, without an end, with more behind it, or none of it at all. */
    static byte[] broken(byte[] good, Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> Arrays.copyOf(good, random.nextInt(good.length));
            case 1 -> flipped(Arrays.copyOf(good, good.length + 1 + random.nextInt(16)), random);
            case 2 -> any(new byte[random.nextInt(good.length)], random);
            default -> flipped(good.clone(), random);
        };
    }

    private static byte[] any(byte[] bytes, Random random) {
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] flipped(byte[] bytes, Random random) {
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            // the beginning, where the headers are, more often than the rest
            int reach = random.nextBoolean() ? bytes.length : Math.min(bytes.length, 16);
            bytes[random.nextInt(reach)] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
    }
}
