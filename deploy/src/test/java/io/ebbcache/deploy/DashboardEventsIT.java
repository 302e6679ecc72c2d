package io.ebbcache.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import io.ebbcache.bench.pressure.MemoryCgroup;
import io.ebbcache.bench.pressure.NeighbourProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of nodes is seen on the dashboard: a neighbour needs memory, a node ends and begins again, one of a cluster dies. */
@Timeout(value = 90, unit = TimeUnit.SECONDS)
class DashboardEventsIT {
    private static final Duration PATIENCE = DashboardPage.PATIENCE;
    private static final long MIB = 1 << 20;
    private static final long LIMIT_BYTES = 256 * MIB;
    private static final int NEIGHBOUR_MIB = 100;

    /** More than fits beside the neighbour, and fits without. */
    private static final int VALUES = 120_000;

    private static final int BATCH = 100;
    private static final long SEGMENT_BYTES = 2 * MIB;
    private static final int NODES = 3;
    private static final int MANY = 3000;

    @TempDir
    private static Path profile;

    @TempDir
    private Path directory;

    @AutoClose
    private static Browser browser;

    @BeforeAll
    static void start() {
        browser = Browser.start(profile);
    }

    @BeforeEach
    void desktop() {
        browser.resize(1440, 1000, false);
        browser.prefer("dark");
    }

    @Test
    void shouldShowHowTheNodeGivesWayAndComesBack() throws Exception {
        try (MemoryCgroup cgroup = cgroup();
                EbbProcess.Listening ebb = EbbProcess.serve(
                        "dashboard-pressure", cgroup::around, "--admin-port", "-1", "--node-name", "pressed");
                PipelinedClient client = new PipelinedClient(ebb.port())) {
            readThrough(client);
            DashboardPage page = DashboardPage.open(browser, ebb.admin());
            browser.type("1"); // minute: a second is some pixels wide
            double alone = await().atMost(PATIENCE)
                    .until(() -> page.figure("resident"), resident -> resident > 0.9 * VALUES * TestValue.BYTES);
            browser.click("[data-curve=misses] [data-line='not there']"); // that is the most, and hides the others
            double emptyAlone = empty(page.segments());
            assertThat(causes(page, "lost")).as("pixels of what is lost, alone").isZero();
            assertThat(causes(page, "misses"))
                    .as("pixels of misses for others, alone")
                    .isZero();

            try (NeighbourProcess neighbour = NeighbourProcess.start(cgroup::around)) {
                neighbour.hold(NEIGHBOUR_MIB * MIB);
                neighbour.awaitHolding();
                await().atMost(PATIENCE).untilAsserted(() -> {
                    assertThat(page.figure("resident")).isLessThan(0.7 * alone);
                    assertThat(DashboardPage.quantity(page.curve("memory"), "left by others"))
                            .isLessThan(0.7 * alone);
                    assertThat(empty(page.segments()))
                            .as("free and dropped segments")
                            .isGreaterThan(emptyAlone + 0.2 * alone / SEGMENT_BYTES);
                    assertThat(causes(page, "lost"))
                            .as("pixels of what is lost")
                            .isPositive();
                });
                read(client);
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(causes(page, "misses"))
                                .as("pixels of misses for others")
                                .isPositive());
                assertThat(page.figure("hit-ratio")).isLessThan(0.9);
                browser.keepPicture("under-pressure");
                assertThat(neighbour.leave()).isZero();
            }

            await().atMost(PATIENCE).until(() -> {
                readThrough(client);
                return page.figure("resident") > 0.9 * alone;
            });
            assertThat(empty(page.segments())).as("free and dropped segments").isLessThan(0.2 * alone / SEGMENT_BYTES);
            browser.keepPicture("after-pressure");
        }
    }

    private static double empty(Map<String, String> segments) {
        return DashboardPage.quantity(segments, "f") + DashboardPage.quantity(segments, "d");
    }

    /** How much of a panel is for what the kernel took, or what was given up before it had to. */
    private static long causes(DashboardPage page, String panel) throws IOException {
        Map<String, Long> pixels = page.pixels("[data-curve=" + panel + "] canvas", "shed", "dropped");
        return pixels.getOrDefault("shed", 0L) + pixels.getOrDefault("dropped", 0L);
    }

    @Test
    void shouldSayThatTheNodeIsSilentAndGoOnWithTheNextOneThere() throws Exception {
        String port = ClusterPorts.free(1).get(0).toString();
        DashboardPage page;
        try (EbbProcess.Listening ebb = serve("first", port);
                PipelinedClient client = new PipelinedClient(ebb.port())) {
            client.store(IntStream.range(0, MANY).boxed().toList());
            page = DashboardPage.open(browser, ebb.admin());
            await().atMost(PATIENCE).until(() -> page.figure("items") == MANY);
            assertThat(ebb.process().terminate()).isZero();
        }
        page.awaitStatus("silent");
        assertThat(page.text("status")).matches("no answer, trying on for \\d+ s");
        assertThat(page.figure("items")).as("what was told last").isEqualTo(MANY);
        page.assertReadable("silent");
        browser.keepPicture("silent");

        try (EbbProcess.Listening ebb = serve("second", port);
                PipelinedClient client = new PipelinedClient(ebb.port())) {
            page.awaitStatus("live");
            assertThat(page.text("name")).isEqualTo("second");
            client.store(List.of(1, 2, 3));
            await().atMost(PATIENCE).until(() -> page.figure("items") == 3);
            assertThat(DashboardPage.quantity(page.curve("requests"), "sets")).isLessThan(MANY);
        }
    }

    private static EbbProcess.Listening serve(String name, String adminPort) throws Exception {
        return EbbProcess.serve(
                "dashboard-" + name,
                UnaryOperator.identity(),
                "-m",
                "64",
                "--admin-port",
                adminPort,
                "--node-name",
                name);
    }

    @Test
    void shouldShowTheNodesOfACluster() throws Exception {
        try (ClusterNodes nodes = new ClusterNodes(
                        "dashboard",
                        NODES,
                        directory,
                        Visitor.PLAIN,
                        node -> List.of("--admin-port=-1", "--failure-timeout=2", "--hold-down=60"));
                PipelinedClient client = new PipelinedClient(nodes.get(0).port())) {
            client.store(IntStream.range(0, MANY).boxed().toList());
            DashboardPage page = DashboardPage.open(browser, nodes.get(0).admin());
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(page.nodes())
                            .hasSize(NODES)
                            .allSatisfy((name, card) -> assertThat(card).contains(" of 64.0 MiB", " items")));
            assertThat(page.nodes().get("node-0")).contains("this node");
            assertThat(page.text("cluster-caption"))
                    .startsWith("3 nodes, ring ")
                    .doesNotContain("missing");
            page.assertReadable("cluster");

            nodes.get(1).close();
            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(page.nodes().get("node-1")).contains("missing").doesNotContain("items");
                assertThat(page.text("cluster-caption")).contains("1 missing");
            });
            assertThat(page.nodes().get("node-2")).contains("items");
            page.assertReadable("cluster, one is missing");
            browser.keepPicture("cluster");
        }
    }

    private static void read(PipelinedClient client) throws IOException {
        for (int from = 0; from < VALUES; from += BATCH) {
            client.get(IntStream.range(from, from + BATCH).boxed().toList(), (key, value) -> {});
        }
    }

    /** What a client of a cache does: asks, and stores what was missing. */
    private static void readThrough(PipelinedClient client) throws IOException {
        for (int from = 0; from < VALUES; from += BATCH) {
            List<Integer> batch = IntStream.range(from, from + BATCH).boxed().toList();
            Set<String> found = new HashSet<>();
            client.get(batch, (key, value) -> found.add(key));
            client.store(batch.stream()
                    .filter(number -> !found.contains(TestValue.key(number)))
                    .toList());
        }
    }

    private static MemoryCgroup cgroup() {
        try {
            return MemoryCgroup.create("dashboard", LIMIT_BYTES);
        } catch (IOException e) {
            return abort("no memory cgroup can be made here: " + e);
        }
    }
}
