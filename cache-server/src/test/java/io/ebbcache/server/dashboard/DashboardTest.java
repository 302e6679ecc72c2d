package io.ebbcache.server.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ebbcache.server.command.Access;
import io.ebbcache.server.command.ClusterFigures;
import io.ebbcache.server.command.ClusterView;
import io.ebbcache.server.command.CommandConfig;
import io.ebbcache.server.command.Commands;
import io.ebbcache.server.command.Credentials;
import io.ebbcache.server.command.Latency;
import io.ebbcache.server.command.NodeFigures;
import io.ebbcache.server.command.NodeSummary;
import io.ebbcache.server.command.ServerLimits;
import io.ebbcache.server.command.ServerState;
import io.ebbcache.server.command.StatsSink;
import io.ebbcache.store.Store;
import io.ebbcache.store.StoreStatistics;
import io.ebbcache.store.TestStores;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DashboardTest {

    private static final ServerLimits LIMITS = new ServerLimits(10, 1, 1 << 21, 1 << 21, 1 << 16);
    private static final CommandConfig CONFIG = CommandConfig.standard("1.6.45-ebb-0.1.0");
    private static final NodeTitle TITLE = new NodeTitle("node \"a\"", "0.1.0");
    private static final long BEGIN_MILLIS = 1_764_420_000_000L;

    private final Store store = TestStores.emulated();
    private final AtomicLong millis = new AtomicLong(BEGIN_MILLIS);
    private ServerState state = new ServerState(store, CONFIG, LIMITS, graceful -> {});
    private Commands commands = state.newCommands();
    private Dashboard dashboard = dashboard();
    private final UnsafeBuffer key = new UnsafeBuffer(ByteBuffer.allocateDirect(1));

    @AfterEach
    void close() {
        store.close();
    }

    private Dashboard dashboard() {
        Sampler.Surroundings surroundings =
                new Sampler.Surroundings(millis::get, () -> TimeUnit.MILLISECONDS.toNanos(millis.get()), 1_000);
        return new Dashboard(state, TITLE, surroundings);
    }

    private void with(CommandConfig config) {
        state = new ServerState(store, config, LIMITS, graceful -> {});
        commands = state.newCommands();
        dashboard = dashboard();
    }

    private void sampleAfter(long passed) {
        millis.addAndGet(passed);
        dashboard.sample();
    }

    private JsonNode told(long since) throws IOException {
        return new ObjectMapper().readTree(dashboard.json(since));
    }

    private NodeSummary summary() {
        return Objects.requireNonNull(dashboard.summary());
    }

    private static List<String> doubles(JsonNode column) {
        List<String> values = new ArrayList<>();
        column.forEach(value -> values.add(value.asText()));
        return values;
    }

    private void touch(String name, int times) {
        key.putBytes(0, name.getBytes(StandardCharsets.ISO_8859_1));
        for (int i = 0; i < times; i++) {
            commands.touch(key, 0, 1, 0);
        }
    }

    @Test
    void shouldTellWhoItIs() throws IOException {
        millis.addAndGet(12_999);
        JsonNode node = told(Dashboard.ALL).get("node");
        assertThat(node.get("name").asText()).isEqualTo("node \"a\"");
        assertThat(node.get("version").asText()).isEqualTo("0.1.0");
        assertThat(node.get("region").asText()).isEqualTo("EMULATED");
        assertThat(node.get("now").asLong()).isEqualTo(BEGIN_MILLIS + 12_999);
        assertThat(node.get("uptimeSeconds").asLong()).isEqualTo(12);
        assertThat(node.get("segmentBytes").asLong()).isEqualTo(StoreStatistics.SEGMENT_BYTES);
        assertThat(node.get("items").asLong()).isZero();
    }

    @Test
    void shouldHaveEachColumnThatThePageReads() throws IOException {
        sampleAfter(1_000);
        sampleAfter(1_000);
        JsonNode history = told(Dashboard.ALL).get("history");
        assertThat(List.of(
                        List.of("at", "resident", "limit", "allowed", "dropped", "ordinary", "ordinaryLimit"),
                        List.of("requests", "gets", "hits", "sets", "connections", "loopLag/p99"),
                        List.of("misses/absent", "misses/expired", "misses/flushed"),
                        List.of("misses/evicted", "misses/shed", "misses/dropped"),
                        List.of("lost/evicted", "lost/shed", "lost/dropped"),
                        List.of("get/p50", "get/p99", "get/p999", "set/p50", "set/p99", "set/p999")))
                .allSatisfy(columns -> assertThat(columns)
                        .allSatisfy(
                                column -> assertThat(history.at("/" + column)).hasSize(2)));
        assertThat(history.get("intervalMillis").asLong()).isEqualTo(1_000);
    }

    @Test
    void shouldTellWhatCameSince() throws IOException {
        JsonNode none = told(Dashboard.ALL).get("history");
        assertThat(none.get("first").asLong()).isEqualTo(1);
        assertThat(none.get("last").asLong()).isZero();
        for (int i = 0; i < 3; i++) {
            sampleAfter(1_000);
        }
        JsonNode two = told(1).get("history");
        assertThat(two.get("first").asLong()).isEqualTo(2);
        assertThat(two.get("last").asLong()).isEqualTo(3);
        assertThat(doubles(two.get("at"))).containsExactly("1764420002000", "1764420003000");
        assertThat(told(3).get("history").get("at")).isEmpty();
        assertThat(told(99).get("history").get("at")).hasSize(3);
    }

    @Test
    void shouldTellRatesOfTheTimeThatHasPassed() throws IOException {
        for (int i = 0; i < 5; i++) {
            store.newLane(); // what other threads count is part of it
        }
        key.putByte(0, (byte) 'k');
        for (int i = 0; i < 100; i++) {
            commands.get(key, 0, 1, Misses.ONLY);
        }
        sampleAfter(2_000);
        sampleAfter(1_000);
        JsonNode history = told(Dashboard.ALL).get("history");
        assertThat(doubles(history.get("gets"))).containsExactly("50", "0");
        assertThat(doubles(history.get("hits"))).containsExactly("0", "0");
        assertThat(doubles(history.at("/misses/absent"))).containsExactly("50", "0");
        assertThat(doubles(history.at("/misses/evicted"))).containsExactly("0", "0");
        dashboard.sample();
        assertThat(told(Dashboard.ALL).get("history").get("last").asLong())
                .as("a sample of no time")
                .isEqualTo(2);
    }

    @Test
    void shouldTellLatenciesOfEachSecondAndNothingOfAQuietOne() throws IOException {
        var cells = state.latencies().newCells();
        cells.record(Latency.GET, 1_000);
        cells.record(Latency.STORE, 100);
        cells.record(Latency.LOOP_LAG, 3_000_000);
        sampleAfter(1_000);
        sampleAfter(1_000);
        JsonNode history = told(Dashboard.ALL).get("history");
        assertThat(doubles(history.at("/get/p50"))).containsExactly("768", "null");
        assertThat(doubles(history.at("/set/p50"))).containsExactly("128", "null");
        assertThat(history.at("/get/p99").get(1).isNull()).isTrue();
        assertThat(history.at("/loopLag/p99").get(0).asLong()).isBetween(1L << 21, 1L << 22);
    }

    @Test
    void shouldTellMemoryAndItsBounds() throws IOException {
        sampleAfter(1_000);
        JsonNode history = told(Dashboard.ALL).get("history");
        assertThat(history.at("/ordinary/0").asLong()).isBetween(16L << 20, 8L << 30);
        assertThat(doubles(history.get("ordinaryLimit"))).containsExactly("1000");
        assertThat(doubles(history.get("limit"))).containsOnly(Long.toString(store.limitBytes()));
        assertThat(doubles(history.get("allowed"))).containsOnly(Long.toString(store.limitBytes()));
    }

    @Test
    void shouldTellWhatTheSegmentsHold() throws IOException {
        JsonNode segments = told(Dashboard.ALL).get("segments");
        assertThat(segments.get("total").asInt()).isEqualTo(32);
        assertThat(segments.get("perCell").asInt()).isEqualTo(1);
        assertThat(segments.get("everUsed").asInt())
                .isEqualTo(segments.get("state").asText().length())
                .isEqualTo(segments.get("resident").asText().length())
                .isEqualTo(segments.get("alive").asText().length())
                .isEqualTo(segments.get("heat").asText().length());
        for (String state : List.of("free", "open", "sealed", "hollow", "dropped")) {
            assertThat(segments.get(state).isInt()).as(state).isTrue();
        }
    }

    @Test
    void shouldTellHotKeysAsUrlsHaveThem() throws IOException {
        touch(" ", 64_000);
        JsonNode hotKeys = told(Dashboard.ALL).get("hotKeys");
        assertThat(hotKeys.get("seconds").asDouble()).isPositive();
        assertThat(hotKeys.get("requestsPerSecond").asDouble()).isPositive();
        assertThat(hotKeys.get("keys")).hasSize(1);
        JsonNode hottest = hotKeys.get("keys").get(0);
        assertThat(hottest.get("key").asText()).isEqualTo("%20");
        assertThat(hottest.get("share").asDouble()).isEqualTo(1, within(1e-9));
        assertThat(hottest.get("perSecond").asDouble())
                .isEqualTo(hotKeys.get("requestsPerSecond").asDouble(), within(1e-6));
    }

    @Test
    void shouldShowNoKeysWhereNobodyIsToSeeThem() throws IOException {
        with(CONFIG.withoutHotKeys());
        assertThat(told(Dashboard.ALL).get("hotKeys").isNull()).isTrue();
        with(new CommandConfig("1", true, false, false));
        assertThat(told(Dashboard.ALL).get("hotKeys").isNull()).isTrue();
        with(CONFIG.withAccess(
                new Access(Access.Wire.ASCII, new Credentials("user:password".getBytes(StandardCharsets.UTF_8)))));
        assertThat(told(Dashboard.ALL).get("hotKeys").isNull()).isTrue();
    }

    @Test
    void shouldTellOthersOfTheLastSeconds() {
        assertThat(dashboard.summary()).isNull();
        sampleAfter(1_000);
        NodeSummary idle = summary();
        assertThat(idle.hitRatio()).isNaN();
        assertThat(idle.limitBytes()).isEqualTo(store.limitBytes());
        key.putByte(0, (byte) 'k');
        for (int i = 0; i < 10; i++) {
            commands.get(key, 0, 1, Misses.ONLY);
        }
        sampleAfter(1_000);
        assertThat(summary().hitRatio()).isZero();
        for (int i = 0; i < 5; i++) {
            sampleAfter(1_000);
        }
        assertThat(summary().hitRatio()).as("what was longer ago").isNaN();
    }

    @Test
    void shouldTellOfTheCluster() throws IOException {
        assertThat(told(Dashboard.ALL).get("cluster").isNull()).isTrue();
        state.cluster(new TwoNodes());
        JsonNode cluster = told(Dashboard.ALL).get("cluster");
        assertThat(cluster.get("ringVersion").asLong()).isEqualTo(7);
        assertThat(cluster.get("tentative").asBoolean()).isTrue();
        JsonNode here = cluster.get("nodes").get(0);
        assertThat(here)
                .hasToString("{\"name\":\"a\",\"address\":\"h:1\",\"own\":true,\"missing\":false,\"ageMillis\":800,"
                        + "\"resident\":1,\"limit\":2,\"items\":3,\"requestsPerSecond\":4.5,\"hitRatio\":0.25,"
                        + "\"state\":\"so\"}");
        JsonNode gone = cluster.get("nodes").get(1);
        assertThat(gone.get("missing").asBoolean()).isTrue();
        for (String figure :
                List.of("ageMillis", "resident", "limit", "items", "requestsPerSecond", "hitRatio", "state")) {
            assertThat(gone.get(figure).isNull()).as(figure).isTrue();
        }
    }

    private static final class TwoNodes implements ClusterView {
        @Override
        public String configuration() {
            return "";
        }

        @Override
        public ClusterFigures figures() {
            return new ClusterFigures(7, true, 2, 1, 1, 0, 0, 0, 0);
        }

        @Override
        public List<NodeFigures> nodes() {
            return List.of(
                    new NodeFigures("a", "h:1", true, false, 800, new NodeSummary(1, 2, 3, 4.5, 0.25, "so")),
                    new NodeFigures("b", "h:2", false, true, 0, null));
        }

        @Override
        public void tell(StatsSink target) {}
    }
}
