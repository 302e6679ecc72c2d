package io.ebbcache.bench.clients;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Consumer;
import net.spy.memcached.ConnectionFactoryBuilder;
import net.spy.memcached.MemcachedClient;
import net.spy.memcached.compat.log.SLF4JLogger;
import net.spy.memcached.internal.GetCompletionListener;
import net.spy.memcached.internal.GetFuture;
import org.jspecify.annotations.Nullable;

/** Spymemcached, with listeners called by the thread that reads. */
final class SpyDriver implements DrivenClient {
    private final MemcachedClient client;

    SpyDriver(int port) throws IOException {
        System.setProperty("net.spy.log.LoggerImpl", SLF4JLogger.class.getName());
        client = new MemcachedClient(
                new ConnectionFactoryBuilder()
                        .setListenerExecutorService(new CallerRuns())
                        .build(),
                List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
    }

    @Override
    public void set(String key, byte[] value) throws Exception {
        if (!client.set(key, 0, value).get()) {
            throw new IOException("not stored");
        }
    }

    @Override
    public byte @Nullable [] get(String key) {
        return (byte[]) client.get(key);
    }

    @Override
    public void get(String key, Consumer<byte @Nullable []> done) {
        client.asyncGet(key).addListener((GetCompletionListener) future -> done.accept(value(future)));
    }

    private static byte @Nullable [] value(GetFuture<?> future) throws Exception {
        return future.getStatus().isSuccess() ? (byte[]) future.get() : null;
    }

    @Override
    public void close() {
        client.shutdown();
    }
}
