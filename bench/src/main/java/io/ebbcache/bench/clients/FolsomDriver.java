package io.ebbcache.bench.clients;

import com.spotify.folsom.AsciiMemcacheClient;
import com.spotify.folsom.MemcacheClientBuilder;
import com.spotify.folsom.MemcacheStatus;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Folsom, with replies handed on by the thread that reads them. */
final class FolsomDriver implements DrivenClient {
    private static final int PATIENCE_SECONDS = 10;

    private final AsciiMemcacheClient<byte[]> client;

    FolsomDriver(int port) throws Exception {
        client = MemcacheClientBuilder.newByteArrayClient()
                .withAddress("127.0.0.1", port)
                .withConnections(1)
                .withReplyExecutor(null)
                .connectAscii();
        client.awaitFullyConnected(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void set(String key, byte[] value) throws Exception {
        MemcacheStatus status = client.set(key, value, 0).toCompletableFuture().get();
        if (status != MemcacheStatus.OK) {
            throw new IOException("not stored: " + status);
        }
    }

    @Override
    public byte @Nullable [] get(String key) throws Exception {
        return client.get(key).toCompletableFuture().get();
    }

    @Override
    public void get(String key, Consumer<byte @Nullable []> done) {
        client.get(key).whenComplete((value, failure) -> done.accept(value));
    }

    @Override
    public void close() {
        client.shutdown();
    }
}
