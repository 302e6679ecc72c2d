package io.ebbcache.client.ring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** To which server pylibmc sends which key. */
class PylibmcTest {

    private static final int KEYS = 700;

    @ParameterizedTest
    @CsvSource({
        "KETAMA,1 1 1",
        "KETAMA,2 1",
        "KETAMA,7 13 1 3 29",
        "KETAMA,1000 1 600",
        "MODULO,1 1 1",
        "MODULO,5 1 9 1"
    })
    void shouldSendKeysWherePylibmcDoes(PlacementKind kind, String weights) throws IOException {
        Optional<Python> python = Python.that("import pylibmc");
        assumeTrue(python.isPresent(), "needs python3 with pylibmc");
        List<RecordingServer> servers = new ArrayList<>();
        try {
            List<Node> nodes = new ArrayList<>();
            List<String> arguments = new ArrayList<>(List.of(kind.name(), Integer.toString(KEYS)));
            for (String weight : weights.split(" ", -1)) {
                RecordingServer server = new RecordingServer();
                servers.add(server);
                Node node = server.node(Integer.parseInt(weight));
                nodes.add(node);
                arguments.add(node.address() + ":" + weight);
            }
            python.get().script("pylibmc_sets.py", "", arguments);
            List<Set<String>> theirs = servers.stream()
                    .map(server -> (Set<String>) new HashSet<>(server.keys()))
                    .toList();
            assertThat(theirs.stream().mapToInt(Set::size).sum()).isEqualTo(KEYS);
            assertThat(ours(kind, nodes))
                    .as("nodes %s of weights %s", nodes, weights)
                    .isEqualTo(theirs);
        } finally {
            for (RecordingServer server : servers) {
                server.close();
            }
        }
    }

    private static List<Set<String>> ours(PlacementKind kind, List<Node> nodes) {
        Placement placement = kind.of(nodes);
        List<Set<String>> keys = new ArrayList<>();
        nodes.forEach(node -> keys.add(new HashSet<>()));
        for (int i = 0; i < KEYS; i++) {
            String key = "key:" + i;
            keys.get(nodes.indexOf(placement.nodeOf(key.getBytes(UTF_8)))).add(key);
        }
        return keys;
    }
}
