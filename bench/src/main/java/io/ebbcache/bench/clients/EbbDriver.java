package io.ebbcache.bench.clients;

import io.ebbcache.client.EbbClient;
import io.ebbcache.client.cache.BlockingCache;
import io.ebbcache.client.cache.Cache;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Ebb's own client. */
final class EbbDriver implements DrivenClient {
    private final EbbClient client;
    private final Cache<byte[]> cache;
    private final BlockingCache<byte[]> blocking;

    EbbDriver(int port) {
        client = EbbClient.of("127.0.0.1:" + port);
        cache = client.bytes();
        blocking = cache.blocking();
    }

    @Override
    public void set(String key, byte[] value) {
        blocking.set(key, value);
    }

    @Override
    public byte @Nullable [] get(String key) {
        return blocking.get(key).orElse(null);
    }

    @Override
    public void get(String key, Consumer<byte @Nullable []> done) {
        cache.get(key).whenComplete((value, failure) -> done.accept(value == null ? null : value.orElse(null)));
    }

    @Override
    public void close() {
        client.close();
    }
}
