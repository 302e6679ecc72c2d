package io.ebbcache.deploy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.stream.Collectors;
import net.rubyeye.xmemcached.autodiscovery.AutoDiscoveryCacheClient;

/** The client of xmemcached that discovers nodes. */
final class XmemcachedClient implements DiscoveringClient {

    private static final int POLL_MILLIS = 500;

    private final AutoDiscoveryCacheClient client;

    XmemcachedClient(int port) throws IOException {
        client = new AutoDiscoveryCacheClient(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port), POLL_MILLIS);
    }

    @Override
    public String name() {
        return "xmemcached";
    }

    @Override
    public String nodes() {
        return client.getAvailableServers().stream()
                .map(server -> server.getAddress().getHostAddress() + ":" + server.getPort())
                .sorted()
                .collect(Collectors.joining(" "));
    }

    @Override
    public String keep(String prefix, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            String key = prefix + i;
            if (!client.set(key, 0, key) || !key.equals(client.get(key))) {
                return key + " is not kept";
            }
        }
        return "kept";
    }

    @Override
    public void close() throws IOException {
        client.shutdown();
    }
}
