package io.ebbcache.client.discovery;

import io.ebbcache.client.ring.Node;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * All addresses of a name are nodes: their hosts are the numeric addresses, in the order of these as text. Asks DNS itself: the JVM's cache
 * and the hosts file play no part.
 */
public final class DnsNodes implements NodeSource {

    private final Lookout lookout;

    /**
     * The addresses of this name.
     *
     * @param port of every node
     * @throws IllegalArgumentException if the host is empty, or the port is none
     */
    public DnsNodes(String host, int port, Pace pace, DnsConfig dns) {
        Node sample = new Node(host, port);
        this.lookout = new Lookout(
                sample.address(),
                pace,
                () -> new DnsLookup(host, dns, (client, name) -> nodes(client, name, port, dns.family())));
    }

    private static List<Node> nodes(DnsClient client, String name, int port, DnsConfig.Family family)
            throws IOException, InterruptedException {
        List<String> addresses = new ArrayList<>();
        if (family != DnsConfig.Family.IPV6) {
            addresses.addAll(client.ask(name, DnsRecordType.A, DnsNodes::address));
        }
        if (family != DnsConfig.Family.IPV4) {
            addresses.addAll(client.ask(name, DnsRecordType.AAAA, DnsNodes::address));
        }
        return addresses.stream()
                .distinct()
                .map(address -> new Node(address, port))
                .toList();
    }

    private static String address(ByteBuf content) {
        try {
            return NetUtil.toAddressString(InetAddress.getByAddress(ByteBufUtil.getBytes(content)));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
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
