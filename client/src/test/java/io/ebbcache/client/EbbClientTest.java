package io.ebbcache.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ebbcache.client.cache.BlockingCache;
import io.ebbcache.client.cache.Found;
import io.ebbcache.client.discovery.FixedNodes;
import io.ebbcache.client.discovery.NodeSource;
import io.ebbcache.client.operation.CacheException;
import io.ebbcache.client.operation.ClosedClientException;
import io.ebbcache.client.operation.NodeUnavailableException;
import io.ebbcache.client.ring.Node;
import io.ebbcache.client.ring.PlacementKind;
import io.ebbcache.client.routing.FailurePolicy;
import io.ebbcache.client.routing.RoutingConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One client over several memcached, of which some go and come. */
class EbbClientTest {
    private static final List<String> KEYS =
            IntStream.range(0, 200).mapToObj(number -> "key" + number).toList();
    private static final Duration SOON = Duration.ofMillis(200);

    private MemcachedProcess one;
    private MemcachedProcess two;

    @BeforeEach
    void start() throws IOException {
        one = MemcachedProcess.start();
        two = MemcachedProcess.start();
    }

    @AfterEach
    void stop() {
        one.close();
        two.close();
    }

    private EbbClient open(RoutingConfig routing) {
        return ClientConfig.of(new FixedNodes(List.of(one.node(), two.node())))
                .withRouting(routing)
                .open();
    }

    private static EbbClient only(MemcachedProcess memcached) {
        return EbbClient.of(memcached.node().address());
    }

    private static List<String> keysOf(MemcachedProcess memcached) {
        try (EbbClient client = only(memcached)) {
            return List.copyOf(client.strings().blocking().getAll(KEYS).values().keySet());
        }
    }

    private static void storeAll(EbbClient client) {
        KEYS.forEach(key -> client.strings().blocking().set(key, "of " + key));
    }

    @ParameterizedTest
    @EnumSource(PlacementKind.class)
    void shouldSpreadKeysOverNodes(PlacementKind kind) {
        try (EbbClient client = open(RoutingConfig.standard().withPlacement(kind))) {
            storeAll(client);
            Found<String> found = client.strings().blocking().getAll(KEYS);
            assertThat(found.failures()).isEmpty();
            assertThat(found.values())
                    .isEqualTo(KEYS.stream().collect(Collectors.toMap(key -> key, key -> "of " + key)));
            assertThat(keysOf(one)).hasSizeBetween(50, 150).doesNotContainAnyElementsOf(keysOf(two));
            client.strings().blocking().flush();
            assertThat(client.strings().blocking().getAll(KEYS).values()).isEmpty();
        }
    }

    @Test
    void shouldFailFastForKeysOfNodeThatIsDown() {
        try (EbbClient client = open(RoutingConfig.standard())) {
            storeAll(client);
            List<String> lost = keysOf(one);
            List<String> kept = keysOf(two);
            one.close();
            await().untilAsserted(() -> assertThatThrownBy(
                            () -> client.strings().blocking().get(lost.get(0)))
                    .isInstanceOf(NodeUnavailableException.class)
                    .hasMessageContaining(one.node().address()));
            Found<String> found = client.strings().blocking().getAll(KEYS);
            assertThat(found.values().keySet()).containsExactlyInAnyOrderElementsOf(kept);
            assertThat(found.failures().keySet()).containsExactlyInAnyOrderElementsOf(lost);
        }
    }

    @Test
    void shouldReconnectToNodeThatComesBack() throws IOException {
        try (EbbClient client = open(RoutingConfig.standard())) {
            storeAll(client);
            String key = keysOf(one).get(0);
            one = one.again();
            await().ignoreExceptionsInstanceOf(CacheException.class).untilAsserted(() -> {
                client.strings().blocking().set(key, "again");
                assertThat(keysOf(one)).containsExactly(key);
            });
        }
    }

    @Test
    void shouldLetOthersStandInForEjectedNode() throws IOException {
        RoutingConfig routing = RoutingConfig.standard().withFailure(FailurePolicy.eject(SOON, SOON));
        try (EbbClient client = open(routing)) {
            storeAll(client);
            String key = keysOf(one).get(0);
            one.close();
            BlockingCache<String> cache = client.strings().blocking();
            await().ignoreExceptionsInstanceOf(CacheException.class).untilAsserted(() -> cache.set(key, "elsewhere"));
            assertThat(keysOf(two)).contains(key);
            one = one.again();
            await().ignoreExceptionsInstanceOf(CacheException.class).untilAsserted(() -> {
                cache.set(key, "at home");
                assertThat(keysOf(one)).containsExactly(key);
            });
        }
    }

    @Test
    void shouldKeepThingsShortlyInGutter() throws IOException {
        try (MemcachedProcess spare = MemcachedProcess.start()) {
            Duration ttl = Duration.ofSeconds(1);
            RoutingConfig routing =
                    RoutingConfig.standard().withFailure(FailurePolicy.gutter(SOON, SOON, List.of(spare.node()), ttl));
            try (EbbClient client = open(routing)) {
                storeAll(client);
                String key = keysOf(one).get(0);
                List<String> ofTwo = keysOf(two);
                one.close();
                BlockingCache<String> cache = client.strings().blocking();
                await().ignoreExceptionsInstanceOf(CacheException.class)
                        .untilAsserted(() -> cache.set(key, "meanwhile", Duration.ofHours(1)));
                assertThat(keysOf(two)).isEqualTo(ofTwo);
                try (EbbClient gutter = only(spare)) {
                    await().untilAsserted(() -> {
                        cache.set(key, "meanwhile", Duration.ofHours(1));
                        assertThat(gutter.strings().blocking().get(key)).contains("meanwhile");
                    });
                    await().until(() -> gutter.strings().blocking().get(key).isEmpty());
                }
            }
        }
    }

    @Test
    void shouldWriteToAllZonesAndReadFromOther() {
        Node near = new Node(one.node().host(), one.node().port(), 1, "a");
        Node far = new Node(two.node().host(), two.node().port(), 1, "b");
        RoutingConfig routing = RoutingConfig.standard().withReplicas("a", true);
        try (EbbClient client = ClientConfig.of(new FixedNodes(List.of(far, near)))
                .withRouting(routing)
                .open()) {
            storeAll(client);
            assertThat(keysOf(one)).containsExactlyElementsOf(KEYS);
            assertThat(keysOf(two)).containsExactlyElementsOf(KEYS);
            one.close();
            assertThat(client.strings().blocking().getAll(KEYS).values()).hasSameSizeAs(KEYS);
        }
    }

    @Test
    void shouldFollowChangesOfNodes() {
        AtomicReference<Consumer<List<Node>>> told = new AtomicReference<>(nodes -> {});
        NodeSource source = new NodeSource() {
            @Override
            public void start(Consumer<List<Node>> nodes) {
                told.set(nodes);
                nodes.accept(List.of(one.node()));
            }

            @Override
            public void close() {}
        };
        try (EbbClient client = ClientConfig.of(source).open()) {
            storeAll(client);
            assertThat(keysOf(one)).containsExactlyElementsOf(KEYS);
            Objects.requireNonNull(told.get()).accept(List.of(two.node()));
            assertThat(client.strings().blocking().getAll(KEYS)).isEqualTo(new Found<>(Map.of(), Map.of()));
            Objects.requireNonNull(told.get()).accept(List.of(one.node(), two.node()));
            assertThat(client.strings().blocking().getAll(KEYS).values()).hasSizeBetween(50, 150);
        }
    }

    @Test
    void shouldRefuseWhenClosed() {
        EbbClient client = open(RoutingConfig.standard());
        client.close();
        assertThatThrownBy(() -> client.strings().blocking().get("k")).isInstanceOf(ClosedClientException.class);
    }
}
