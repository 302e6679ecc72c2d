package io.ebbcache.bench.clients;

import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A client that can be put under load: one connection, values as bytes. */
interface DrivenClient extends AutoCloseable {

    /** Stores and waits. */
    void set(String key, byte[] value) throws Exception;

    /** Reads and waits; null for a miss. */
    byte @Nullable [] get(String key) throws Exception;

    /**
     * Reads without waiting.
     *
     * @param done is given the value, or null for a miss or a failure
     * @throws UnsupportedOperationException if the client can only wait
     */
    void get(String key, Consumer<byte @Nullable []> done);

    @Override
    void close() throws IOException;
}
