package io.ebbcache.client.discovery;

import io.ebbcache.client.ring.Node;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a cluster says of itself: a line with the version of the list, and a line with {@code host|ip|port} for each node. The address may
 * be empty.
 *
 * @param version grows with each change
 */
record ClusterConfig(long version, List<Member> members) {

    private static final int FIELDS = 3;

    /** One node; of host and address one may be empty. */
    record Member(String host, String address, int port) {

        Node byAddress() {
            return new Node(address.isEmpty() ? host : address, port);
        }

        Node byName() {
            return new Node(host.isEmpty() ? address : host, port);
        }
    }

    /**
     * Reads the two lines.
     *
     * @throws IOException if they are no such thing, or name no node
     */
    static ClusterConfig parse(String text) throws IOException {
        String[] lines = text.split("\r?\n", -1);
        if (lines.length < 2) {
            throw new IOException("not two lines");
        }
        for (int i = 2; i < lines.length; i++) {
            if (!lines[i].isEmpty()) {
                throw new IOException("more than two lines");
            }
        }
        try {
            long version = Long.parseLong(lines[0].strip());
            return new ClusterConfig(version, members(lines[1].strip()));
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static List<Member> members(String line) {
        List<Member> members = new ArrayList<>();
        for (String entry : line.split(" +", -1)) {
            String[] fields = entry.split("\\|", -1);
            if (fields.length < FIELDS) {
                throw new IllegalArgumentException("not host|ip|port: '" + entry + "'");
            }
            Member member = new Member(fields[0], fields[1], Integer.parseInt(fields[2]));
            // It throws if this can be no node.
            member.byName();
            members.add(member);
        }
        return List.copyOf(members);
    }
}
