package io.ebbcache.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import com.spotify.folsom.AsciiMemcacheClient;
import com.spotify.folsom.BinaryMemcacheClient;
import com.spotify.folsom.ConnectFuture;
import com.spotify.folsom.GetResult;
import com.spotify.folsom.MemcacheClient;
import com.spotify.folsom.MemcacheClientBuilder;
import com.spotify.folsom.MemcacheStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folsom speaks both protocols; here plain, by TLS, and as somebody who has to say who he is. */
class FolsomTest {

    private static final int TIMEOUT_MILLIS = 20_000;

    @TempDir
    private Path directory;

    private static MemcacheClientBuilder<String> builder(TestServer server) {
        return MemcacheClientBuilder.newStringClient()
                .withAddress("127.0.0.1", server.address().getPort())
                .withConnections(2)
                .withConnectionTimeoutMillis(TIMEOUT_MILLIS);
    }

    private static <T> T answer(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Test
    void shouldServeBothProtocols() throws Exception {
        try (TestServer server = TestServer.start(TransportChoice.AUTO)) {
            useText(builder(server));
            useBinary(builder(server));
        }
    }

    @Test
    void shouldServeWhoSaysWhoHeIs() throws Exception {
        try (TestServer server = TestServer.guarded()) {
            useText(builder(server).withUsernamePassword(TestServer.USER, TestServer.PASSWORD));
            useBinary(builder(server).withUsernamePassword(TestServer.USER, TestServer.PASSWORD));
        }
    }

    @Test
    void shouldServeByTls() throws Exception {
        TestCertificates certificates = new TestCertificates(directory);
        SSLContext trusting = SSLContext.getInstance("TLS");
        trusting.init(null, new TrustManager[] {certificates.authority.toTrustManager()}, null);
        NetConfig config = TestServer.config(TransportChoice.AUTO)
                .with(certificates.config(TlsEngine.AUTO, ClientCertificates.NONE));
        try (TestServer server = TestServer.start(config)) {
            useText(builder(server).withSSLEngineFactory((host, port) -> engine(trusting, host, port)));
            useBinary(builder(server).withSSLEngineFactory((host, port) -> engine(trusting, host, port)));
        }
    }

    private static SSLEngine engine(SSLContext context, String host, int port) {
        SSLEngine engine = context.createSSLEngine(host, port);
        engine.setUseClientMode(true);
        return engine;
    }

    private static void useText(MemcacheClientBuilder<String> builder) throws Exception {
        AsciiMemcacheClient<String> client = builder.connectAscii();
        try {
            answer(ConnectFuture.connectFuture(client));
            useCommon(client);
            assertThat(answer(client.set("n", "10", 100))).isEqualTo(MemcacheStatus.OK);
            assertThat(answer(client.incr("n", 5))).isEqualTo(15);
            assertThat(answer(client.decr("n", 100))).isZero();
            assertThat(answer(client.incr("nothing", 5))).isNull();
            end(client);
        } finally {
            client.shutdown();
        }
    }

    private static void useBinary(MemcacheClientBuilder<String> builder) throws Exception {
        BinaryMemcacheClient<String> client = builder.connectBinary();
        try {
            answer(ConnectFuture.connectFuture(client));
            useCommon(client);
            assertThat(answer(client.incr("n", 5, 10, 100))).isEqualTo(10);
            assertThat(answer(client.incr("n", 5, 10, 100))).isEqualTo(15);
            assertThat(answer(client.decr("n", 100, 10, 100))).isZero();
            assertThat(answer(client.getAndTouch("a", 100))).isEqualTo("three");
            assertThat(answer(client.getAndTouch("nothing", 100))).isNull();
            answer(client.noop());
            end(client);
        } finally {
            client.shutdown();
        }
    }

    private static void useCommon(MemcacheClient<String> client) throws Exception {
        assertThat(answer(client.get("a"))).isNull();
        assertThat(answer(client.set("a", "one", 100))).isEqualTo(MemcacheStatus.OK);
        assertThat(answer(client.get("a"))).isEqualTo("one");
        assertThat(answer(client.add("a", "two", 100))).isNotEqualTo(MemcacheStatus.OK);
        assertThat(answer(client.replace("a", "two", 100))).isEqualTo(MemcacheStatus.OK);
        assertThat(answer(client.replace("nothing", "two", 100))).isNotEqualTo(MemcacheStatus.OK);
        assertThat(answer(client.append("a", "-"))).isEqualTo(MemcacheStatus.OK);
        assertThat(answer(client.prepend("a", "-"))).isEqualTo(MemcacheStatus.OK);
        assertThat(answer(client.append("nothing", "-"))).isEqualTo(MemcacheStatus.ITEM_NOT_STORED);

        GetResult<String> versioned = answer(client.casGet("a"));
        assertThat(versioned.getValue()).isEqualTo("-two-");
        assertThat(answer(client.set("a", "three", 100, versioned.getCas()))).isEqualTo(MemcacheStatus.OK);
        assertThat(answer(client.set("a", "four", 100, versioned.getCas()))).isEqualTo(MemcacheStatus.KEY_EXISTS);
        assertThat(answer(client.set("nothing", "four", 100, versioned.getCas())))
                .isEqualTo(MemcacheStatus.KEY_NOT_FOUND);
        assertThat(answer(client.touch("a", 100))).isEqualTo(MemcacheStatus.OK);
        assertThat(answer(client.touch("nothing", 100))).isEqualTo(MemcacheStatus.KEY_NOT_FOUND);

        List<String> keys = IntStream.range(0, 100).mapToObj(i -> "key-" + i).toList();
        for (String key : keys) {
            assertThat(answer(client.set(key, "value of " + key, 100))).isEqualTo(MemcacheStatus.OK);
        }
        assertThat(answer(client.getAsMap(keys)))
                .isEqualTo(keys.stream().collect(Collectors.toMap(key -> key, key -> "value of " + key)));
        for (int length : new int[] {0, 1, 4096, 65_536, 1_000_000}) {
            String value = "0123456789".repeat(length / 10 + 1).substring(0, length);
            assertThat(answer(client.set("large", value, 100))).isEqualTo(MemcacheStatus.OK);
            assertThat(answer(client.get("large"))).isEqualTo(value);
        }
        assertThat(answer(client.delete("large"))).isEqualTo(MemcacheStatus.OK);
        assertThat(answer(client.delete("large"))).isEqualTo(MemcacheStatus.KEY_NOT_FOUND);
    }

    private static void end(MemcacheClient<String> client) throws Exception {
        assertThat(onlyStats(client, "")).containsKey("curr_items");
        assertThat(onlyStats(client, "settings")).containsEntry("item_size_max", "1048576");
        assertThat(answer(client.flushAll(0))).isEqualTo(MemcacheStatus.OK);
        assertThat(answer(client.get("key-1"))).isNull();
    }

    private static Map<String, String> onlyStats(MemcacheClient<String> client, String group) throws Exception {
        return answer(client.getStats(group)).values().iterator().next().getStats();
    }
}
