package io.ebbcache.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.ebbcache.server.net.RacingClient.Race;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Several connections change the same keys, and each is answered as if one request had followed the other, on every transport. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LinearizableServerTest {

    private static final int ROUNDS = 25 * Integer.getInteger("ebb.lincheck.iterations", 30);
    private static final int CLIENTS_PER_RACE = 3;
    private static final int RACES = 2;

    private final long seed = Long.getLong("ebb.lincheck.seed", System.nanoTime());

    @ParameterizedTest
    @MethodSource("io.ebbcache.server.net.TestServer#transports")
    void shouldAnswerAsIfOneByOne(TransportChoice transport) throws Exception {
        System.out.println("race of clients, " + transport + ", seed " + seed);
        List<Race> races = new ArrayList<>();
        List<RacingClient> clients = new ArrayList<>();
        try (TestServer server = TestServer.start(transport);
                TestClient setter = server.connect()) {
            SplittableRandom random = new SplittableRandom(seed);
            for (int i = 0; i < RACES; i++) {
                Race race = new Race(i);
                races.add(race);
                for (String key : List.of(race.counter(), race.register())) {
                    assertThat(setter.ask("set " + key + " 0 0 1\r\n" + WriteHistory.FIRST + "\r\n", 8))
                            .isEqualTo("STORED\r\n");
                }
                for (int c = 0; c < CLIENTS_PER_RACE; c++) {
                    clients.add(new RacingClient(server.connect(), race, ROUNDS, random.split()));
                }
            }
            run(clients);
            for (Race race : races) {
                check(race, last(setter, race.counter()), last(setter, race.register()));
            }
        }
    }

    private static void run(List<RacingClient> clients) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(clients.size());
        try {
            for (Future<Void> done : threads.invokeAll(clients)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
            for (RacingClient client : clients) {
                client.close();
            }
        }
    }

    /** The number that a key has in the end. */
    private static long last(TestClient client, String key) throws Exception {
        String reply = client.send("get " + key + "\r\n").readUntil("END\r\n");
        return Long.parseLong(reply.split("\r\n", -1)[1]);
    }

    /** All increments and all who won by a CAS number have counted, and each of them once. */
    private static void check(Race race, long lastCounted, long lastWritten) {
        long now = System.nanoTime();
        race.counted().read(lastCounted, now, now);
        race.written().read(lastWritten, now, now);
        System.out.printf(
                "  %d counts and %d other writes, %d of both by CAS number, %d reads%n",
                race.counted().writes(),
                race.written().writes(),
                race.won().size(),
                race.counted().reads() + race.written().reads());
        assertThat(race.counted().contradictions()).isEmpty();
        assertThat(race.counted().disorder()).isEmpty();
        assertThat(race.written().contradictions()).isEmpty();
        assertThat(lastCounted).isEqualTo(race.counted().writes());
        assertThat(race.won()).isNotEmpty();
    }
}
