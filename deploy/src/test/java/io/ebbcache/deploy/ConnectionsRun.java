package io.ebbcache.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One server, and what thousands of clients do to it that are idle or stall.
 *
 * @param table where what is seen goes
 */
record ConnectionsRun(EbbProcess.Listening ebb, Dialer dialer, Table table) {
    /** Clients that are served meanwhile. */
    static final int OTHERS = 8;

    private static final int VALUES = 40_000;
    private static final int BATCH = 100;
    private static final int GETS = 250;

    /** A list of items writes each of the slashes with three bytes. */
    private static final int SLASHES = 240;

    private static final int LONG_LINE_BYTES = 3 * SLASHES;
    private static final double MIB = 1 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Map<Stall, Integer> STALLED = new EnumMap<>(Map.of(
            Stall.VALUE, 25, Stall.PACKET, 15, Stall.LINE, 10, Stall.MULTIGET, 25, Stall.PIPELINE, 15, Stall.DUMP, 10));
    private static final int STALLED_IN_REQUESTS = stalled(true);
    private static final int STALLED_IN_REPLIES = stalled(false);

    /** Connections beside those that are idle. */
    static final int NOT_IDLE = STALLED_IN_REQUESTS + STALLED_IN_REPLIES + OTHERS;

    private static int stalled(boolean inRequest) {
        return STALLED.entrySet().stream()
                .filter(entry -> entry.getKey().isInRequest() == inRequest)
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    /**
     * Lets them come, sees others served meanwhile, and lets them leave.
     *
     * @param untilClosed whether the stalled ones stay until the server closes them
     */
    void all(int idle, boolean untilClosed) throws Exception {
        table.row("phase", "connections", "ordinary", "requests", "replies");
        table.row(":--", "--:", "--:", "--:", "--:");
        Map<String, String> atFirst = stats();
        storeAll();
        phase("values stored", 0);
        try (Crowd crowd = new Crowd(dialer)) {
            crowd.addIdle(idle);
            phase("idle ones", idle);
            stall(crowd);
            phase("idle and stalled ones", crowd.size());
            serveOthers();
            phase("others were served", crowd.size());
            if (untilClosed) {
                awaitStalledClosed();
                phase("stalled ones were closed", idle);
            }
        }
        Map<String, String> atLast = phase("all have left", 0);
        assertThat(figure(atLast, "read_buf_bytes")).isZero();
        // the answer's own room is counted, then and now
        assertThat(figure(atLast, "response_obj_bytes")).isEqualTo(figure(atFirst, "response_obj_bytes"));
    }

    private void stall(Crowd crowd) throws Exception {
        List<CompletableFuture<Void>> sent = new ArrayList<>();
        for (Stall kind : Stall.values()) {
            sent.add(crowd.addStalled(kind, STALLED.getOrDefault(kind, 0)));
        }
        CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        await().atMost(PATIENCE).untilAsserted(() -> {
            try (PipelinedClient client = client()) {
                Map<String, String> stats = client.stats("");
                assertThat(figure(stats, "response_obj_oom"))
                        .as("refused for want of memory")
                        .isZero();
                assertThat(figure(stats, "droppable_commands_bad"))
                        .as("refused as wrong")
                        .isZero();
                assertThat(Collections.frequency(client.stats("conns").values(), "conn_mwrite"))
                        .isEqualTo(STALLED_IN_REPLIES);
            }
        });
    }

    private void awaitStalledClosed() {
        await().atMost(PATIENCE).untilAsserted(() -> {
            Map<String, String> stats = stats();
            assertThat(figure(stats, "droppable_request_stalls")).isEqualTo(STALLED_IN_REQUESTS);
            assertThat(figure(stats, "droppable_write_stalls")).isEqualTo(STALLED_IN_REPLIES);
        });
    }

    /**
     * Waits until there are so many connections beside the one that asks, and notes what is held.
     *
     * @return what the server tells then
     */
    private Map<String, String> phase(String what, int others) throws IOException {
        Map<String, String> stats =
                await().atMost(PATIENCE).until(this::stats, now -> figure(now, "curr_connections") == others + 1);
        long ordinary = new ProcessMemory(ebb.process().pid()).ordinaryBytes();
        long bound = boundBytes();
        table.row(
                what,
                Long.toString(figure(stats, "curr_connections")),
                mib(ordinary) + " of " + mib(bound),
                mib(figure(stats, "read_buf_bytes")),
                mib(figure(stats, "response_obj_bytes")));
        assertThat(ordinary).as("ordinary memory: " + what).isLessThan(bound);
        return stats;
    }

    private static String mib(long bytes) {
        return "%.1f".formatted(bytes / MIB);
    }

    private static long figure(Map<String, String> stats, String name) {
        return Long.parseLong(stats.getOrDefault(name, "missing: " + name));
    }

    /** What the server says at its start. */
    private long boundBytes() throws IOException {
        Matcher line = Pattern.compile("ordinary memory: at most ([\\d.]+) ([MG])iB = ")
                .matcher(ebb.process().output());
        assertThat(line.find()).isTrue();
        double unit = line.group(2).equals("G") ? MIB * 1024 : MIB;
        return (long) (Double.parseDouble(line.group(1)) * unit);
    }

    private PipelinedClient client() throws IOException {
        return new PipelinedClient(dialer.dial(0, 0));
    }

    private Map<String, String> stats() throws IOException {
        try (PipelinedClient client = client()) {
            return client.stats("");
        }
    }

    private void storeAll() throws IOException {
        try (PipelinedClient client = client()) {
            for (int from = 0; from < VALUES; from += BATCH) {
                assertThat(client.store(numbers(from, BATCH))).isEqualTo(BATCH);
            }
            String large = "v".repeat(Stall.VALUE_BYTES);
            assertThat(client.ask("set " + Stall.LARGE_KEY + " 0 0 " + large.length() + "\r\n" + large))
                    .isEqualTo("STORED");
            storeLongKeys(client);
        }
    }

    /** So many that the list of all items is longer than what the kernel keeps of it for a client that does not read. */
    private static void storeLongKeys(PipelinedClient client) throws IOException {
        String slashes = "/".repeat(SLASHES);
        int batches = Math.toIntExact(2 * largestSendBuffer() / LONG_LINE_BYTES / BATCH);
        for (int batch = 0; batch < batches; batch++) {
            client.send(numbers(batch * BATCH, BATCH).stream()
                    .map(number -> "set " + slashes + number + " 0 0 1 noreply\r\nx")
                    .collect(Collectors.joining("\r\n")));
        }
        assertThat(client.ask("get " + slashes + (batches * BATCH - 1))).startsWith("VALUE ");
    }

    private static long largestSendBuffer() throws IOException {
        String leastUsualMost =
                Files.readAllLines(Path.of("/proc/sys/net/ipv4/tcp_wmem")).get(0);
        return Long.parseLong(leastUsualMost.split("\\s+", 3)[2]);
    }

    /** New clients, some on each of the server's threads, read and write; all of their values are looked at. */
    private void serveOthers() throws IOException {
        long[] nanos = new long[OTHERS * GETS];
        long begin = System.nanoTime();
        for (int other = 0; other < OTHERS; other++) {
            try (PipelinedClient client = client()) {
                List<Integer> own = numbers(VALUES + other * GETS, GETS);
                assertThat(client.store(own)).isEqualTo(GETS);
                for (int i = 0; i < GETS; i++) {
                    long before = System.nanoTime();
                    assertThat(countRight(client, List.of(own.get(i)))).isEqualTo(1);
                    nanos[other * GETS + i] = System.nanoTime() - before;
                }
                List<Integer> old = numbers(other * BATCH, BATCH);
                assertThat(countRight(client, old)).isEqualTo(BATCH);
            }
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        Arrays.sort(nanos);
        table.row("others: " + nanos.length + " sets, as many gets", millis + " ms", "", "", "");
        table.row(
                "others: a get, half, 99 %, all within",
                micros(nanos[nanos.length / 2]),
                micros(nanos[nanos.length * 99 / 100]),
                micros(nanos[nanos.length - 1]),
                "");
    }

    private static String micros(long nanos) {
        return nanos / 1000 + " us";
    }

    private static int countRight(PipelinedClient client, List<Integer> numbers) throws IOException {
        List<String> right = new ArrayList<>();
        client.get(numbers, (key, value) -> {
            assertThat(TestValue.isRight(key, value)).as(key).isTrue();
            right.add(key);
        });
        assertThat(right).isEqualTo(numbers.stream().map(TestValue::key).toList());
        return right.size();
    }

    private static List<Integer> numbers(int from, int count) {
        return IntStream.range(from, from + count).boxed().toList();
    }
}
