package io.ebbcache.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.ebbcache.bench.EbbServer;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The generator against Ebb, every value checked. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class LoadRunTest {
    private static final int COMMANDS = 4_000;
    private static final int KEYS = 500;

    private static EbbServer ebb;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        ebb = new EbbServer(folder);
    }

    @AfterAll
    static void stop() {
        ebb.close();
    }

    @ParameterizedTest
    @CsvSource({
        "TEXT, 1, 1, 100",
        "TEXT, 16, 5, '3:1,100:1,20k:1'",
        "META, 1, 1, 100",
        "META, 16, 5, '3:1,100:1,20k:1'",
        "BINARY, 1, 1, 100",
        "BINARY, 16, 5, '3:1,100:1,20k:1'",
        "TEXT, 4, 1, 300k",
        "TEXT, 8, 1, web"
    })
    void shouldGetBackWhatItStored(WireProtocol protocol, int pipeline, int multiget, String sizes) throws Exception {
        Workload workload = workload(sizes, 0.8, multiget, false);
        try (LoadRun run = LoadRun.connect(plan(ebb.address(), protocol, pipeline, workload))) {
            run.fill(stored -> {});
            LoadResult result = run.measure(LoadLength.ofCommands(COMMANDS), second -> {});
            Interval total = result.total();
            assertThat(result.firstError()).isEmpty();
            assertThat(total.wrong()).isZero();
            assertThat(total.commands()).isEqualTo(COMMANDS);
            assertThat(total.hits()).isPositive().isLessThanOrEqualTo(total.keys());
            assertThat(total.sets()).isBetween(COMMANDS / 10L, COMMANDS / 2L);
            assertThat(total.keys() / multiget + total.sets()).isEqualTo(COMMANDS);
            assertThat(total.nanos().getTotalCount()).isEqualTo(COMMANDS);
        }
    }

    @ParameterizedTest
    @EnumSource(WireProtocol.class)
    void shouldStoreWhatItMisses(WireProtocol protocol) throws Exception {
        Workload workload =
                new Workload(KeyDistribution.parse("uniform", 100_000_000), ValueSizes.fixed(10), 1, 3, 0, true, true);
        Target target = new Target(ebb.address(), protocol, 2, 5, 8);
        long keysOfItsOwn = 1_000L * (1 + protocol.ordinal());
        try (LoadRun run = LoadRun.connect(new LoadPlan(target, workload, 0, keysOfItsOwn))) {
            Interval total =
                    run.measure(LoadLength.ofCommands(COMMANDS), second -> {}).total();
            assertThat(total.wrong()).isZero();
            assertThat(total.commands()).isEqualTo(COMMANDS);
            assertThat(total.sets())
                    .as("a set for each of the three keys of a get")
                    .isBetween(2_900L, 3_010L);
        }
    }

    @Test
    void shouldKeepToItsRate() throws Exception {
        LoadPlan paced = new LoadPlan(
                new Target(ebb.address(), WireProtocol.TEXT, 2, 5, 4), workload("100", 0.5, 1, false), 2_000, 1);
        try (LoadRun run = LoadRun.connect(paced)) {
            run.warmUp(Duration.ofMillis(100));
            LoadResult result = run.measure(LoadLength.ofCommands(1_000), second -> {});
            assertThat(result.total().commands()).isEqualTo(1_000);
            assertThat(result.total().seconds()).as("1,000 commands at 2,000/s").isGreaterThan(0.49);
        }
    }

    @Test
    void shouldFillARangeOfKeys() throws Exception {
        Workload workload = workload("50", 1, 1, false);
        try (LoadRun run = LoadRun.connect(plan(ebb.address(), WireProtocol.TEXT, 4, workload))) {
            long[] stored = new long[1];
            run.fill(100, 200, count -> stored[0] = count);
            assertThat(stored[0]).isLessThanOrEqualTo(100);
            Interval total = run.measure(LoadLength.ofCommands(0), second -> {}).total();
            assertThat(total.commands()).as("what was filled is not measured").isZero();
        }
    }

    @Test
    void shouldNoticeWrongValues() throws Exception {
        Workload workload = workload("5", 1, 1, false);
        try (SlowServer liar = new SlowServer("VALUE ebb:000000000001 0 5\r\nwrong\r\nEND\r\n")) {
            liar.answer();
            LoadPlan plan = new LoadPlan(new Target(liar.address(), WireProtocol.TEXT, 1, 1, 1), workload, 0, 1);
            try (LoadRun run = LoadRun.connect(plan)) {
                assertThat(run.measure(LoadLength.ofCommands(100), second -> {})
                                .total()
                                .wrong())
                        .isEqualTo(100);
            }
        }
    }

    @Test
    void shouldSayThatNobodyListens() throws Exception {
        InetSocketAddress nobody;
        try (SlowServer server = new SlowServer("")) {
            nobody = server.address();
        }
        LoadPlan plan = plan(nobody, WireProtocol.TEXT, 1, workload("5", 1, 1, false));
        assertThatIOException().isThrownBy(() -> LoadRun.connect(plan)).withMessageContaining("cannot connect to ");
    }

    @Test
    void shouldSayThatTheServerMakesNoSense() throws Exception {
        try (SlowServer web = new SlowServer("HTTP/1.1 400 Bad Request\r\n")) {
            web.answer();
            LoadPlan plan = new LoadPlan(
                    new Target(web.address(), WireProtocol.TEXT, 1, 1, 1), workload("5", 1, 1, false), 0, 1);
            try (LoadRun run = LoadRun.connect(plan)) {
                assertThatIOException()
                        .isThrownBy(() -> run.measure(LoadLength.ofCommands(10), second -> {}))
                        .withMessageContaining("HTTP/1.1 400");
            }
        }
    }

    private static LoadPlan plan(InetSocketAddress address, WireProtocol protocol, int pipeline, Workload workload) {
        return new LoadPlan(new Target(address, protocol, 2, 5, pipeline), workload, 0, 1);
    }

    private static Workload workload(String sizes, double getRatio, int multiget, boolean readThrough) {
        int keys = sizes.equals("300k") ? 20 : KEYS;
        return new Workload(
                KeyDistribution.parse("uniform", keys),
                ValueSizes.parse(sizes),
                getRatio,
                multiget,
                0,
                readThrough,
                true);
    }
}
