package io.ebbcache.server.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.rubyeye.xmemcached.GetsResponse;
import net.rubyeye.xmemcached.XMemcachedClientBuilder;
import net.rubyeye.xmemcached.auth.AuthInfo;
import net.rubyeye.xmemcached.command.BinaryCommandFactory;
import net.spy.memcached.CASResponse;
import net.spy.memcached.CASValue;
import net.spy.memcached.ConnectionFactoryBuilder;
import net.spy.memcached.MemcachedClient;
import net.spy.memcached.auth.AuthDescriptor;
import net.spy.memcached.auth.PlainCallbackHandler;
import org.junit.jupiter.api.Test;

/** Clients in Java that speak the binary protocol, with and without SASL. */
class JavaClientsTest {

    private static final int KEYS = 200;

    private static TestServer open() throws Exception {
        return TestServer.start(TestServer.config(TransportChoice.AUTO));
    }

    private static List<String> keys() {
        return IntStream.range(0, KEYS).mapToObj(i -> "key-" + i).toList();
    }

    @Test
    void shouldServeSpymemcached() throws Exception {
        try (TestServer server = open()) {
            useSpymemcached(server, binary());
        }
    }

    @Test
    void shouldServeSpymemcachedWithSasl() throws Exception {
        try (TestServer server = TestServer.guarded()) {
            String[] plain = {"PLAIN"};
            useSpymemcached(
                    server,
                    binary().setAuthDescriptor(new AuthDescriptor(
                            plain, new PlainCallbackHandler(TestServer.USER, TestServer.PASSWORD))));
        }
    }

    private static ConnectionFactoryBuilder binary() {
        return new ConnectionFactoryBuilder()
                .setProtocol(ConnectionFactoryBuilder.Protocol.BINARY)
                .setOpTimeout(TimeUnit.SECONDS.toMillis(20));
    }

    private static void useSpymemcached(TestServer server, ConnectionFactoryBuilder factory) throws Exception {
        MemcachedClient client = new MemcachedClient(factory.build(), List.of(server.address()));
        try {
            assertThat(client.set("a", 100, "one").get()).isTrue();
            assertThat(client.get("a")).isEqualTo("one");
            assertThat(client.get("nothing")).isNull();
            assertThat(client.add("a", 100, "two").get()).isFalse();
            assertThat(client.replace("a", 100, "two").get()).isTrue();
            assertThat(client.replace("nothing", 100, "two").get()).isFalse();

            CASValue<Object> versioned = client.gets("a");
            assertThat(versioned.getValue()).isEqualTo("two");
            assertThat(client.cas("a", versioned.getCas(), "three")).isEqualTo(CASResponse.OK);
            assertThat(client.cas("a", versioned.getCas(), "four")).isEqualTo(CASResponse.EXISTS);
            assertThat(client.cas("nothing", versioned.getCas(), "four")).isEqualTo(CASResponse.NOT_FOUND);
            assertThat(client.getAndTouch("a", 200).getValue()).isEqualTo("three");
            assertThat(client.touch("a", 300).get()).isTrue();
            assertThat(client.touch("nothing", 300).get()).isFalse();

            assertThat(client.incr("n", 5)).isEqualTo(-1);
            assertThat(client.incr("n", 5, 10)).isEqualTo(10);
            assertThat(client.incr("n", 5)).isEqualTo(15);
            assertThat(client.decr("n", 20)).isZero();

            for (String key : keys()) {
                client.set(key, 100, "value of " + key);
            }
            Map<String, Object> expected =
                    keys().stream().collect(Collectors.toMap(key -> key, key -> "value of " + key));
            assertThat(client.getBulk(keys())).isEqualTo(expected);
            assertThat(client.set("large", 0, "x".repeat(15_000)).get()).isTrue();
            assertThat(client.get("large")).isEqualTo("x".repeat(15_000));
            assertThat(client.delete("a").get()).isTrue();
            assertThat(client.delete("a").get()).isFalse();
            assertThat(client.getStats().get(server.address())).containsKey("curr_items");
            assertThat(client.getVersions()).containsValue(TestServer.VERSION);
            assertThat(client.flush().get()).isTrue();
            assertThat(client.get("large")).isNull();
        } finally {
            client.shutdown();
        }
    }

    @Test
    void shouldServeXmemcached() throws Exception {
        try (TestServer server = open()) {
            useXmemcached(server, new XMemcachedClientBuilder(List.of(server.address())));
        }
    }

    @Test
    void shouldServeXmemcachedWithSasl() throws Exception {
        try (TestServer server = TestServer.guarded()) {
            XMemcachedClientBuilder builder = new XMemcachedClientBuilder(List.of(server.address()));
            AuthInfo plain = AuthInfo.plain(TestServer.USER, TestServer.PASSWORD);
            builder.addAuthInfo(server.address(), plain);
            // it looks under the name that belongs to the address once it is connected
            builder.addAuthInfo(
                    InetSocketAddress.createUnresolved(
                            "localhost", server.address().getPort()),
                    plain);
            useXmemcached(server, builder);
        }
    }

    private static void useXmemcached(TestServer server, XMemcachedClientBuilder builder) throws Exception {
        builder.setCommandFactory(new BinaryCommandFactory());
        builder.setOpTimeout(TimeUnit.SECONDS.toMillis(20));
        net.rubyeye.xmemcached.MemcachedClient client = builder.build();
        try {
            // it authenticates beside its first requests, which are refused then
            await().ignoreExceptions().until(() -> client.set("ready", 100, "yes"));
            assertThat(client.set("a", 100, "one")).isTrue();
            assertThat(client.<String>get("a")).isEqualTo("one");
            assertThat(client.<String>get("nothing")).isNull();
            assertThat(client.add("a", 100, "two")).isFalse();
            assertThat(client.replace("a", 100, "two")).isTrue();
            assertThat(client.append("a", "-")).isTrue();
            assertThat(client.prepend("a", "-")).isTrue();

            GetsResponse<String> versioned = client.gets("a");
            assertThat(versioned.getValue()).isEqualTo("-two-");
            assertThat(client.cas("a", 100, "three", versioned.getCas())).isTrue();
            assertThat(client.cas("a", 100, "four", versioned.getCas())).isFalse();
            assertThat(client.touch("a", 300)).isTrue();
            assertThat(client.<String>getAndTouch("a", 300)).isEqualTo("three");

            assertThat(client.incr("n", 5, 10)).isEqualTo(10);
            assertThat(client.incr("n", 5)).isEqualTo(15);
            assertThat(client.decr("n", 20)).isZero();

            for (String key : keys()) {
                assertThat(client.set(key, 100, "value of " + key)).isTrue();
            }
            Map<String, String> expected =
                    keys().stream().collect(Collectors.toMap(key -> key, key -> "value of " + key));
            assertThat(client.<String>get(keys())).isEqualTo(expected);
            assertThat(client.delete("a")).isTrue();
            assertThat(client.getStats().get(server.address())).containsKey("curr_items");
            client.flushAll();
            assertThat(client.<String>get("key-1")).isNull();
        } finally {
            client.shutdown();
        }
    }
}
