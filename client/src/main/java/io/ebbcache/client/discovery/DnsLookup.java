package io.ebbcache.client.discovery;

import io.ebbcache.client.ring.Node;
import java.io.IOException;
import java.net.UnknownHostException;
import java.util.Comparator;
import java.util.List;

/** Looks for the nodes under a name, in each of the search domains until there are some. */
final class DnsLookup implements Lookup {

    private static final Comparator<Node> ORDER =
            Comparator.comparing(Node::host).thenComparingInt(Node::port);

    private final String name;
    private final List<String> candidates;
    private final DnsClient client;
    private final Records records;

    /** What the records of a complete name say; none if it has none. */
    interface Records {
        List<Node> nodes(DnsClient client, String name) throws IOException, InterruptedException;
    }

    DnsLookup(String name, DnsConfig config, Records records) {
        this.name = name;
        this.candidates = SearchDomains.candidates(name, config.search());
        this.client = new DnsClient(config);
        this.records = records;
    }

    @Override
    public List<Node> look() throws IOException, InterruptedException {
        for (String candidate : candidates) {
            List<Node> nodes = records.nodes(client, candidate);
            if (!nodes.isEmpty()) {
                return nodes.stream().sorted(ORDER).toList();
            }
        }
        throw new UnknownHostException("DNS has no nodes under " + name);
    }

    @Override
    public void close() {
        client.close();
    }
}
