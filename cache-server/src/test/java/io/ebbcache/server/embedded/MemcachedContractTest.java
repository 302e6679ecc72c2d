package io.ebbcache.server.embedded;

import io.ebbcache.client.EbbClient;
import io.ebbcache.client.operation.Backend;
import io.ebbcache.server.net.RealMemcached;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The same at the packaged memcached. */
class MemcachedContractTest extends CacheContract {
    private static RealMemcached memcached;
    private static EbbClient client;

    @BeforeAll
    static void connect() throws Exception {
        memcached = RealMemcached.start();
        client = EbbClient.of("127.0.0.1:" + memcached.address().getPort());
    }

    @AfterAll
    static void disconnect() {
        if (memcached != null) {
            client.close();
            memcached.close();
        }
    }

    @Override
    protected Backend backend() {
        return client.backend();
    }
}
