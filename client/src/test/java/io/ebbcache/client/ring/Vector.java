package io.ebbcache.client.ring;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where libmemcached has the keys {@code kéy:0}, {@code kéy:1} and so on.
 *
 * @param owners index of the node of each
 */
record Vector(PlacementKind kind, List<Node> nodes, List<Integer> owners) {

    /** What libmemcached.py writes. */
    static List<Vector> read(String text) {
        List<String> lines = text.lines().filter(line -> !line.startsWith("#")).toList();
        List<Vector> vectors = new ArrayList<>();
        for (int i = 0; i + 1 < lines.size(); i += 2) {
            String[] words = lines.get(i).split(" ", -1);
            List<Node> nodes = new ArrayList<>();
            for (int at = 1; at < words.length; at += 3) {
                nodes.add(new Node(words[at], Integer.parseInt(words[at + 1]), Integer.parseInt(words[at + 2]), ""));
            }
            List<Integer> owners = Arrays.stream(lines.get(i + 1).split(" ", -1))
                    .map(Integer::valueOf)
                    .toList();
            vectors.add(new Vector(PlacementKind.valueOf(words[0]), nodes, owners));
        }
        return vectors;
    }

    /** What libmemcached.py reads. */
    static String line(PlacementKind kind, List<Node> nodes) {
        StringBuilder line = new StringBuilder(kind.name());
        for (Node node : nodes) {
            line.append(' ')
                    .append(node.host())
                    .append(' ')
                    .append(node.port())
                    .append(' ')
                    .append(node.weight());
        }
        return line.append('\n').toString();
    }

    /** Where we have them. */
    List<Integer> ours() {
        Placement placement = kind.of(nodes);
        List<Integer> owners = new ArrayList<>();
        for (int i = 0; i < this.owners.size(); i++) {
            owners.add(nodes.indexOf(placement.nodeOf(("kéy:" + i).getBytes(UTF_8))));
        }
        return owners;
    }
}
