package io.ebbcache.client.discovery;

import io.ebbcache.client.ring.Node;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.dns.DefaultDnsRecordDecoder;
import io.netty.handler.codec.dns.DnsRecordType;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The SRV records of a service are nodes, with the ports and weights that they say (weight 0 counts as 1). Hosts stay names, in lower case.
 * Of several priorities only the lowest counts: RFC 2782 uses the others when that is down, but then all keys would move.
 */
public final class DnsServiceNodes implements NodeSource {

    private final Lookout lookout;

    /**
     * The nodes of this service.
     *
     * @param service such as {@code _memcached._tcp.example.org}
     * @throws IllegalArgumentException if it is empty
     */
    public DnsServiceNodes(String service, Pace pace, DnsConfig dns) {
        if (service.isEmpty()) {
            throw new IllegalArgumentException("no service");
        }
        this.lookout = new Lookout(service, pace, () -> new DnsLookup(service, dns, DnsServiceNodes::nodes));
    }

    private record Service(int priority, int weight, int port, String target) {

        static Service decode(ByteBuf content) {
            int priority = content.readUnsignedShort();
            int weight = content.readUnsignedShort();
            int port = content.readUnsignedShort();
            return new Service(priority, weight, port, DefaultDnsRecordDecoder.decodeName(content));
        }

        /** RFC 2782: the root as target says that there is decidedly no such service. */
        boolean exists() {
            return !target.equals(".");
        }

        Node node() {
            String host = target.endsWith(".") ? target.substring(0, target.length() - 1) : target;
            return new Node(host.toLowerCase(Locale.ROOT), port, Math.max(1, weight), "");
        }
    }

    private static List<Node> nodes(DnsClient client, String name) throws IOException, InterruptedException {
        List<Service> services = client.ask(name, DnsRecordType.SRV, Service::decode).stream()
                .filter(Service::exists)
                .toList();
        int best = services.stream().mapToInt(Service::priority).min().orElse(0);
        Map<String, Node> nodes = new LinkedHashMap<>();
        for (Service service : services) {
            if (service.priority() == best) {
                Node node = service.node();
                nodes.merge(node.address(), node, (one, other) -> one.weight() < other.weight() ? other : one);
            }
        }
        return List.copyOf(nodes.values());
    }

    @Override
    public void start(Consumer<List<Node>> nodes) {
        lookout.start(nodes);
    }

    @Override
    public void suspect() {
        lookout.suspect();
    }

    @Override
    public void close() {
        lookout.close();
    }
}
