package io.ebbcache.client.operation;

import java.util.concurrent.CompletableFuture;

/** Where requests are carried out. Safe for use by many threads. */
public interface Backend extends AutoCloseable {

    /**
     * Carries a request out.
     *
     * @return fails with a {@link CacheException} where it is not known to be carried out; never waits before it returns
     */
    CompletableFuture<Reply> execute(Request request);

    /** Ends all items there are, everywhere. */
    CompletableFuture<Void> flush();

    @Override
    void close();
}
