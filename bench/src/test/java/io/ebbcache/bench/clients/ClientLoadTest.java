package io.ebbcache.bench.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ebbcache.bench.EbbServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientLoadTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "EBB, 1",
        "EBB, 4",
        "FOLSOM, 1",
        "FOLSOM, 4",
        "SPYMEMCACHED, 1",
        "SPYMEMCACHED, 4",
        "XMEMCACHED, 1",
        "XMEMCACHED, 4"
    })
    void shouldReadWhatItStored(ClientKind kind, int inFlight) throws Exception {
        try (EbbServer server = new EbbServer(folder);
                DrivenClient client = kind.connect(server.address().getPort())) {
            Task task = new Task(kind, server.address().getPort(), inFlight, 100, 10, 50);
            ClientRound round = new ClientLoad(client, task).run();
            assertThat(round.failures()).isZero();
            assertThat(round.gets()).isPositive();
            assertThat(round.p50Micros()).isPositive().isLessThanOrEqualTo(round.p99Micros());
        }
    }

    @Test
    void shouldRunInProcessOfItsOwn() throws Exception {
        try (EbbServer server = new EbbServer(folder)) {
            Task task = new Task(ClientKind.EBB, server.address().getPort(), 2, 100, 10, 50);
            ClientRound round = ClientProgram.run(task, UnaryOperator.identity());
            assertThat(round.failures()).isZero();
            assertThat(round.gets()).isPositive();
        }
    }

    @Test
    void shouldSayThatClientFailed() {
        Task task = new Task(ClientKind.EBB, 1, 2, 100, 10, 50);
        assertThatThrownBy(() -> ClientProgram.run(task, UnaryOperator.identity()))
                .isInstanceOf(IOException.class);
    }

    @Test
    void shouldCompareRoundsOfOneTurn() {
        List<ClientRound> ebb = List.of(new ClientRound(200, 5, 10, 20, 30, 0), new ClientRound(100, 5, 10, 20, 30, 0));
        List<ClientRound> folsom =
                List.of(new ClientRound(100, 10, 20, 20, 30, 3), new ClientRound(100, 10, 20, 20, 30, 0));
        Map<ClientKind, List<ClientRound>> rounds = Map.of(ClientKind.EBB, ebb, ClientKind.FOLSOM, folsom);
        ClientsReport report = new ClientsReport("memcached 1", 16, 100, rounds, rounds);
        assertThat(report.text())
                .contains("1.50 (1.00-2.00)", "0.50 (0.50-0.50)", "folsom, 16 in flight: 3 gets brought no value");
        assertThat(report.page()).isNotNull();
    }

    @Test
    void shouldReadItsOwnLine() throws Exception {
        ClientRound round = new ClientRound(1.5, 2.5, 3.5, 4.5, 5.5, 6);
        assertThat(ClientRound.parse("a warning\n" + round.line() + "\n")).isEqualTo(round);
    }
}
