package io.ebbcache.client.cache;

import java.util.concurrent.CompletionStage;

/** Makes the value of a key that the cache does not have. */
@FunctionalInterface
public interface Loader<V> {

    /**
     * The value, never null. Called on the executor of the {@link LoadPolicy}.
     *
     * @param key as the application named it
     */
    CompletionStage<V> load(String key);
}
