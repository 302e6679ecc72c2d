package io.ebbcache.bench.faults;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a node tells of its cluster: {@code stats cluster}.
 *
 * @param viewNodes nodes that see each other, this one included
 * @param members who is in the ring: name to address
 * @param missing names of those that are not there
 */
record NodeView(
        RingId ring, int viewNodes, String coordinator, SortedMap<String, String> members, Set<String> missing) {
    private static final String MEMBER = "node:";
    private static final String MISSING = "missing";
    private static final String YES = "1";

    /**
     * Reads the lines of the answer.
     *
     * @throws IOException if that is no answer of a node in a cluster
     */
    static NodeView parse(List<String> lines) throws IOException {
        Map<String, String> statistics = new HashMap<>();
        SortedMap<String, String> members = new TreeMap<>();
        Set<String> missing = new TreeSet<>();
        for (String line : lines) {
            String[] words = line.split(" ", 3); // STAT <name> <value>
            if (words.length < 3 || !words[0].equals("STAT")) {
                throw new IOException("no statistics of a cluster: " + line);
            }
            if (!words[1].startsWith(MEMBER)) {
                statistics.put(words[1], words[2]);
                continue;
            }
            String name = words[1].substring(MEMBER.length());
            String[] addressAndState = words[2].split(" ", 2);
            members.put(name, addressAndState[0]);
            if (addressAndState.length > 1 && addressAndState[1].equals(MISSING)) {
                missing.add(name);
            }
        }
        try {
            return new NodeView(
                    new RingId(
                            Long.parseLong(statistics.getOrDefault("ring_version", "none")),
                            statistics.getOrDefault("ring_decided_by", ""),
                            YES.equals(statistics.get("ring_tentative"))),
                    Integer.parseInt(statistics.getOrDefault("view_nodes", "none")),
                    statistics.getOrDefault("coordinator", "none"),
                    members,
                    missing);
        } catch (NumberFormatException e) {
            throw new IOException("no statistics of a cluster: " + lines, e);
        }
    }
}
