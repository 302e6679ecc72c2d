package io.ebbcache.server.embedded;

import io.ebbcache.client.cache.Cache;
import io.ebbcache.client.codec.Codec;
import io.ebbcache.client.operation.Backend;
import io.ebbcache.server.command.CommandConfig;
import io.ebbcache.server.command.ReplyBuffer;
import io.ebbcache.server.command.ServerLimits;
import io.ebbcache.server.command.ServerState;
import io.ebbcache.store.Store;
import io.ebbcache.store.StoreConfig;
import org.agrona.UnsafeApi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A cache in this process: the store of a server without its network. Requests are carried out by the thread that makes them, before the
 * method returns. Values lie outside of the Java heap, in memory that the kernel may take back: they may be gone at any time.
 *
 * <p>The JVM needs {@code --add-exports java.base/jdk.internal.misc=ALL-UNNAMED}; {@code java -jar} takes it from the line {@code
 * Add-Exports: java.base/jdk.internal.misc} of the jar's manifest.
 */
public final class EmbeddedCache implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedCache.class);
    private static final String INTERNALS = "jdk.internal.misc";

    private final EmbeddedBackend backend;

    private EmbeddedCache(EmbeddedBackend backend) {
        this.backend = backend;
    }

    /**
     * Maps the memory.
     *
     * @throws IllegalArgumentException if there is too little memory, or no such region here
     * @throws IllegalStateException if the JVM lacks a flag; the message says which
     * @throws io.ebbcache.region.nativemem.NativeCallException if the memory cannot be mapped
     */
    public static EmbeddedCache open(EmbeddedConfig config) {
        checkJvm();
        StoreConfig values = EmbeddedMemory.plan(config);
        Store store = Store.open(values);
        LOG.info("embedded cache: {}, at most {} MiB", values.region().reason(), values.limitBytes() >> 20);
        CommandConfig commands = CommandConfig.standard("embedded").withoutHotKeys(); // nobody could ask for them
        ServerState state = new ServerState(store, commands, limits(values), graceful -> {});
        return new EmbeddedCache(new EmbeddedBackend(store, state::newCommands));
    }

    /** Nothing is in flight here: what is received and what is replied lies with the caller. */
    private static ServerLimits limits(StoreConfig values) {
        long largest = (long) values.maxItemBytes() + ReplyBuffer.LARGEST_FRAME_BYTES;
        return new ServerLimits(0, values.lanes(), largest, largest, ReplyBuffer.LARGEST_FRAME_BYTES);
    }

    private static void checkJvm() {
        Module agrona = UnsafeApi.class.getModule();
        if (!Object.class.getModule().isExported(INTERNALS, agrona)) {
            String to = agrona.isNamed() ? agrona.getName() : "ALL-UNNAMED";
            throw new IllegalStateException("an embedded cache needs the JVM flag --add-exports java.base/" + INTERNALS
                    + "=" + to + " (or Add-Exports: java.base/" + INTERNALS
                    + " in the manifest of the application's jar)");
        }
    }

    /** Where requests are carried out; for all that works on a backend. Its close is that of this cache. */
    public Backend backend() {
        return backend;
    }

    /** A cache of such values; all caches of one embedded cache have the same keys. */
    public <V> Cache<V> cache(Codec<V> codec) {
        return new Cache<>(backend, codec);
    }

    /** Waits for the requests that are being carried out, and gives the memory back. Later ones fail. */
    @Override
    public void close() {
        backend.close();
    }
}
