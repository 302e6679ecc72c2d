package io.ebbcache.server.protocol;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** The requests of scripts as the first inputs of a fuzz test, and what random changes make of them. */
public final class FuzzSeeds {

    private static final int LONGEST_BYTES = 8 << 10;
    private static final int MUTATIONS = Integer.getInteger("ebb.test.mutations", 800);

    private final List<byte[]> seeds;

    public FuzzSeeds(Stream<String> requests) {
        this.seeds = requests.filter(request -> request.length() < LONGEST_BYTES)
                .map(AnyInput::of)
                .toList();
    }

    public Stream<Arguments> arguments() {
        return seeds.stream().map(seed -> Arguments.arguments((Object) seed));
    }

    /** {@code -Debb.test.seed=…} repeats it, {@code -Debb.test.mutations=…} asks for more. */
    public void checkMutations(AnyInput input) {
        long seed = Long.getLong("ebb.test.seed", System.nanoTime());
        System.out.println("mutations: seed " + seed);
        Mutations mutations = new Mutations(seed, seeds);
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] data = mutations.next();
            try {
                input.check(data);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed + ", input " + shown(data), e);
            }
        }
    }

    private static String shown(byte[] data) {
        StringBuilder shown = new StringBuilder();
        for (byte b : data) {
            shown.append(b >= ' ' && b < 127 ? String.valueOf((char) b) : "\\x%02x".formatted(b & 0xff));
        }
        return shown.toString();
    }
}
