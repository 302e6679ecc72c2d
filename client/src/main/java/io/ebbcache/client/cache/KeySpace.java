package io.ebbcache.client.cache;

import io.ebbcache.client.operation.Backend;
import java.util.concurrent.CompletableFuture;

/** Where the keys of a cache lie among all keys of its backend. */
interface KeySpace {

    /** What stands before each key, for what is asked now. */
    CompletableFuture<String> prefix();

    /** Ends all that lies here. */
    CompletableFuture<Void> clear();

    /** All there is. */
    static KeySpace whole(Backend backend) {
        CompletableFuture<String> nothing = CompletableFuture.completedFuture("");
        return new KeySpace() {
            @Override
            public CompletableFuture<String> prefix() {
                return nothing;
            }

            @Override
            public CompletableFuture<Void> clear() {
                return backend.flush();
            }
        };
    }
}
