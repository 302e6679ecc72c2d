package io.ebbcache.server.embedded;

import io.ebbcache.client.EbbClient;
import io.ebbcache.client.operation.Backend;
import io.ebbcache.server.net.TestServer;
import io.ebbcache.server.net.TransportChoice;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The same over the network, at a server of ours. */
class RemoteContractTest extends CacheContract {
    private static TestServer server;
    private static EbbClient client;

    @BeforeAll
    static void connect() throws Exception {
        server = TestServer.start(TransportChoice.AUTO);
        client = EbbClient.of("127.0.0.1:" + server.address().getPort());
    }

    @AfterAll
    static void disconnect() throws Exception {
        client.close();
        server.close();
    }

    @Override
    protected Backend backend() {
        return client.backend();
    }
}
