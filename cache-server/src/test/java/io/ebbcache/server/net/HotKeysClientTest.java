package io.ebbcache.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.ebbcache.server.command.CommandConfig;
import io.ebbcache.server.protocol.binary.Packet;
import io.ebbcache.server.protocol.binary.PacketScript;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** {@code stats hotkeys} over sockets. */
class HotKeysClientTest {

    private static final String ASKED = "stats hotkeys\r\n";
    private static final int ROUNDS = 3_000;
    private static final int BATCH = 100;

    private static void ask(TestClient client, String requests) throws IOException {
        for (int round = 0; round < ROUNDS; round += BATCH) {
            client.send(requests.repeat(BATCH)).askVersion();
        }
    }

    @Test
    void shouldTellWhatClientsOfAllThreadsAskFor() throws IOException {
        try (TestServer server = TestServer.start(TransportChoice.AUTO)) {
            for (int i = 0; i < 4; i++) { // two on each of the threads
                try (TestClient client = server.connect()) {
                    ask(client, "mg hot q\r\ntouch warm" + i + " 0 noreply\r\n");
                }
            }
            try (TestClient client = server.connect()) {
                String told = client.send(ASKED).readUntil("END\r\n");
                assertThat(told.lines().limit(5).map(line -> line.replaceAll("\\d+", "N")))
                        .containsExactly(
                                "STAT hotkeys_seconds N",
                                "STAT hotkeys_samples N",
                                "STAT hotkeys_sampled_one_in N",
                                "STAT hotkeys_requests_per_second N",
                                "STAT hotkey:hot N.N%,N/s");
                assertThat(told).contains("STAT hotkey:warm0 ", "STAT hotkey:warm3 ");
            }
        }
    }

    @Test
    void shouldHaveRoomForTheLongestKeysInBothProtocols() throws IOException {
        List<String> keys = IntStream.range(0, 20)
                .mapToObj(i -> "\u00fc".repeat(249) + (char) (0xc0 + i))
                .toList();
        String requests =
                String.join("", keys.stream().map(key -> "mg " + key + " q\r\n").toList());
        try (TestServer server = TestServer.start(TransportChoice.AUTO);
                TestClient client = server.connect();
                TestClient binary = server.connect()) {
            ask(client, requests);
            String told = client.send(ASKED).readUntil("END\r\n");
            assertThat(told.lines().filter(line -> line.startsWith("STAT hotkey:" + "%FC".repeat(249) + "%")))
                    .hasSize(keys.size());
            String packets = binary.send(Packet.request(0x10, "hotkeys").bytes())
                    .readUntil(Packet.reply(0x10).bytes());
            assertThat(PacketScript.keys(0x10, packets)).hasSize(4 + keys.size() + 1);
        }
    }

    @Test
    void shouldKnowNoSuchStatisticsWhereTheyAreSwitchedOff() throws IOException {
        CommandConfig without = CommandConfig.standard(TestServer.VERSION).withoutHotKeys();
        try (TestServer server = TestServer.start(TestServer.config(TransportChoice.AUTO), without);
                TestClient client = server.connect();
                TestClient binary = server.connect()) {
            assertThat(client.send(ASKED).readUntil("\r\n")).isEqualTo("ERROR\r\n");
            String refused = Packet.reply(0x10, 1, "Not found").bytes();
            assertThat(binary.ask(Packet.request(0x10, "hotkeys").bytes(), refused.length()))
                    .isEqualTo(refused);
        }
    }
}
