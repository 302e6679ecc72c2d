package io.ebbcache.server.embedded;

import io.ebbcache.client.operation.Backend;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class EmbeddedContractTest extends CacheContract {
    private static EmbeddedCache cache;

    @BeforeAll
    static void openCache() {
        cache = EmbeddedCache.open(EmbeddedConfig.automatic().withMemoryBytes(64 << 20));
    }

    @AfterAll
    static void closeCache() {
        cache.close();
    }

    @Override
    protected Backend backend() {
        return cache.backend();
    }
}
