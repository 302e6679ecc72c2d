package io.ebbcache.bench.faults;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a node tells of its cluster: {@code stats cluster}.
 *
 * @param stoodIn commands that it has carried out in the place of another node since it started
 * @param viewNodes nodes that see each other, this one included
 * @param members who shares the keys: name to address
 */
record NodeView(RingId ring, long stoodIn, int viewNodes, String coordinator, SortedMap<String, String> members) {
    private static final String MEMBER = "node:";

    /**
     * Reads the lines of the answer.
     *
     * @throws IOException if that is no answer of a node in a cluster
     */
    static NodeView parse(List<String> lines) throws IOException {
        Map<String, String> statistics = new HashMap<>();
        SortedMap<String, String> members = new TreeMap<>();
        for (String line : lines) {
            String[] words = line.split(" ", 3); // STAT <name> <value>
            if (words.length < 3 || !words[0].equals("STAT")) {
                throw new IOException("no statistics of a cluster: " + line);
            }
            if (words[1].startsWith(MEMBER)) {
                members.put(words[1].substring(MEMBER.length()), words[2].split(" ", 2)[0]);
            } else {
                statistics.put(words[1], words[2]);
            }
        }
        try {
            return new NodeView(
                    new RingId(
                            Long.parseLong(statistics.getOrDefault("ring_version", "none")),
                            statistics.getOrDefault("ring_decided_by", "")),
                    Long.parseLong(statistics.getOrDefault("stood_in", "0")),
                    Integer.parseInt(statistics.getOrDefault("view_nodes", "none")),
                    statistics.getOrDefault("coordinator", "none"),
                    members);
        } catch (NumberFormatException e) {
            throw new IOException("no statistics of a cluster: " + lines, e);
        }
    }
}
