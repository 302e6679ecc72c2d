package io.ebbcache.server.protocol;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Inputs made of others by a few random changes. */
public final class Mutations {

    private static final int MOST_CHANGES = 6;
    private static final int MOST_BYTES = 4096;
    private static final int[] NASTY = {0, 1, 0x7f, 0x80, 0x81, 0xff, ' ', '\r', '\n', '-', '0', '9'};

    private final Random random;
    private final List<byte[]> seeds;

    public Mutations(long seed, List<byte[]> seeds) {
        this.random = new Random(seed);
        this.seeds = seeds;
    }

    public byte[] next() {
        byte[] bytes = seed();
        for (int i = 1 + random.nextInt(MOST_CHANGES); i > 0; i--) {
            bytes = changed(bytes);
        }
        return bytes.length > MOST_BYTES ? Arrays.copyOf(bytes, MOST_BYTES) : bytes;
    }

    private byte[] seed() {
        return seeds.get(random.nextInt(seeds.size()));
    }

    private byte[] changed(byte[] bytes) {
        int at = random.nextInt(bytes.length);
        int end = Math.min(bytes.length, at + 1 + random.nextInt(8));
        return switch (random.nextInt(5)) {
            case 0 -> joined(bytes, at, new byte[] {(byte) random.nextInt(256)}, at + 1);
            case 1 ->
                joined(bytes, at, new byte[] {(byte) NASTY[random.nextInt(NASTY.length)]}, at + random.nextInt(2));
            case 2 -> joined(bytes, at, new byte[0], end);
            case 3 -> joined(bytes, at, Arrays.copyOfRange(bytes, at, end), at);
            default -> spliced(bytes, at);
        };
    }

    /** Goes on with a piece of another seed. */
    private byte[] spliced(byte[] bytes, int at) {
        byte[] other = seed();
        int from = random.nextInt(other.length);
        return joined(bytes, at, Arrays.copyOfRange(other, from, other.length), at);
    }

    private static byte[] joined(byte[] bytes, int to, byte[] middle, int from) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.write(bytes, 0, to);
        joined.writeBytes(middle);
        int rest = Math.min(from, bytes.length);
        joined.write(bytes, rest, bytes.length - rest);
        return joined.size() == 0 ? bytes : joined.toByteArray();
    }
}
