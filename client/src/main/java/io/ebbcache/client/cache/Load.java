package io.ebbcache.client.cache;

import io.ebbcache.client.codec.Codec;
import io.ebbcache.client.operation.Expiry;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;

/**
 * What is to be loaded, and how.
 *
 * @param key as the application named it
 */
record Load<V>(String key, Loader<V> loader, LoadPolicy policy, Codec<V> codec) {

    /** Calls the loader on the executor. */
    CompletableFuture<V> run() {
        try {
            return CompletableFuture.supplyAsync(() -> loader.load(key), policy.executor())
                    .thenCompose(stage -> stage)
                    .thenApply(value -> Objects.requireNonNull(value, () -> "the loader has no value for " + key));
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** When a value that is stored now is to end. */
    long expiry() {
        return policy.ttl() == null ? Expiry.NEVER : Expiry.of(policy.ttl());
    }
}
