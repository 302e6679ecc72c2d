package io.ebbcache.bench.clients;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Consumer;
import net.rubyeye.xmemcached.MemcachedClient;
import net.rubyeye.xmemcached.XMemcachedClientBuilder;
import org.jspecify.annotations.Nullable;

/** Xmemcached: each call waits. */
final class XmemcachedDriver implements DrivenClient {
    private static final int PATIENCE_MILLIS = 10_000;

    private final MemcachedClient client;

    XmemcachedDriver(int port) throws IOException {
        client = new XMemcachedClientBuilder(List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)))
                .build();
        client.setOpTimeout(PATIENCE_MILLIS);
    }

    @Override
    public void set(String key, byte[] value) throws Exception {
        if (!client.set(key, 0, value)) {
            throw new IOException("not stored");
        }
    }

    @Override
    public byte @Nullable [] get(String key) throws Exception {
        return client.get(key);
    }

    @Override
    public void get(String key, Consumer<byte @Nullable []> done) {
        throw new UnsupportedOperationException("xmemcached waits for each reply");
    }

    @Override
    public void close() throws IOException {
        client.shutdown();
    }
}
