package io.ebbcache.client.ring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Ours against libmemcached: what it once said, and what it says here. */
class PlacementVectorsTest {

    private static final int KEYS = 600;
    private static final int RINGS = 120;
    private static final List<Integer> PORTS = List.of(11211, 11211, 11212, 80);

    @Test
    void shouldPlaceAsLibmemcachedDid() throws IOException {
        try (InputStream file = PlacementVectorsTest.class.getResourceAsStream("placements.txt")) {
            assertThat(file).isNotNull();
            List<Vector> vectors = Vector.read(new String(file.readAllBytes(), UTF_8));
            assertThat(vectors).hasSize(9);
            assertThat(vectors).allSatisfy(vector -> assertThat(vector.ours()).isEqualTo(vector.owners()));
        }
    }

    @Test
    void shouldPlaceAsLibmemcachedDoes() throws IOException {
        Optional<Python> python = Python.that("import ctypes; ctypes.CDLL('libmemcached.so.11')");
        assumeTrue(python.isPresent(), "needs python3 and libmemcached11");
        long seed = System.nanoTime();
        Random random = new Random(seed);
        StringBuilder rings = new StringBuilder();
        for (int i = 0; i < RINGS; i++) {
            rings.append(Vector.line(i % 10 == 0 ? PlacementKind.MODULO : PlacementKind.KETAMA, nodes(i, random)));
        }
        List<Vector> vectors =
                Vector.read(python.get().script("libmemcached.py", rings.toString(), List.of(Integer.toString(KEYS))));
        assertThat(vectors).hasSize(RINGS);
        assertThat(vectors)
                .allSatisfy(vector -> assertThat(vector.ours())
                        .as("seed %d, nodes %s", seed, vector.nodes())
                        .isEqualTo(vector.owners()));
    }

    /** Of equal nodes all numbers up to 60: with 25, 47, 50 and 55 the rounding matters. Of others whatever comes. */
    private static List<Node> nodes(int ring, Random random) {
        boolean equal = ring < 60;
        int count = equal ? ring + 1 : 1 + random.nextInt(12);
        int heaviest = random.nextBoolean() ? 4 : 10_000;
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int port = PORTS.get(random.nextInt(PORTS.size()));
            int weight = equal ? 1 : 1 + random.nextInt(heaviest);
            nodes.add(new Node((random.nextBoolean() ? "node-" : "10.1.2.") + i, port, weight, ""));
        }
        return nodes;
    }
}
