package io.ebbcache.client.discovery;

import static io.ebbcache.client.discovery.DnsServer.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ebbcache.client.operation.NodeUnavailableException;
import io.ebbcache.client.ring.Node;
import io.netty.handler.codec.dns.DnsRecordType;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DnsServiceNodesTest {

    private static final String NAME = "_memcached._tcp.example.";

    private final DnsServer server = new DnsServer();
    private final Lists told = new Lists();

    @AfterEach
    void close() {
        server.close();
    }

    private DnsServiceNodes source(Pace pace) {
        return new DnsServiceNodes("_memcached._tcp.example", pace, server.config());
    }

    private void put(byte[]... services) {
        server.put(NAME, DnsRecordType.SRV, services);
    }

    @Test
    void shouldTakePortsAndWeightsOfTheBestPriority() {
        put(
                service(20, 1, 11211, "spare.example"),
                service(10, 5, 11300, "B.example"),
                service(10, 0, 11211, "a.example"),
                service(10, 7, 11211, "b.example"),
                service(30, 1, 11211, "other.example"));
        try (DnsServiceNodes source = source(Lists.slow())) {
            source.start(told);
        }
        assertThat(told.last())
                .containsExactly(
                        new Node("a.example", 11211, 1, ""),
                        new Node("b.example", 11211, 7, ""),
                        new Node("b.example", 11300, 5, ""));
    }

    @Test
    void shouldFollowChanges() {
        put(service(1, 1, 11211, "a.example"));
        try (DnsServiceNodes source = source(Lists.quick())) {
            source.start(told);
            put(service(1, 2, 11211, "a.example"));
            told.awaitLast(List.of(new Node("a.example", 11211, 2, "")));
            put(service(1, 2, 11211, "a.example"), service(1, 2, 11211, "b.example"));
            await().until(() -> told.last().size() == 2);
        }
    }

    @Test
    void shouldReadATargetThatIsCompressed() {
        // The header has 12 bytes, _memcached 11 and _tcp 5: there the question says "example".
        put(service(1, 1, 11211, new byte[] {1, 'a', (byte) 0xc0, 12 + 11 + 5}));
        try (DnsServiceNodes source = source(Lists.slow())) {
            source.start(told);
            assertThat(told.last()).isEqualTo(Lists.nodes("a.example:11211"));
        }
    }

    @Test
    void shouldCountATargetOnceWithItsLargestWeight() {
        put(service(1, 1, 11211, "a.example"), service(1, 9, 11211, "a.example"), service(1, 3, 11211, "a.example"));
        try (DnsServiceNodes source = source(Lists.slow())) {
            source.start(told);
            assertThat(told.last()).containsExactly(new Node("a.example", 11211, 9, ""));
        }
    }

    @Test
    void shouldKeepTheListWhenRecordsAreGarbage() {
        byte[][] bad = {
            {},
            {0, 1},
            service(1, 1, 11211, new byte[] {}),
            service(1, 1, 11211, new byte[] {40, 'a'}),
            service(1, 1, 11211, new byte[] {(byte) 0xc0, (byte) 200}),
            service(1, 1, 0, "a.example"),
        };
        put(service(1, 1, 11211, "a.example"));
        try (DnsServiceNodes source = source(Lists.quick())) {
            source.start(told);
            for (byte[] record : bad) {
                put(record);
                awaitQueries(3);
            }
            assertThat(told.all()).hasSize(1);
            put(service(1, 1, 11211, "b.example"));
            told.awaitLast(Lists.nodes("b.example:11211"));
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ANSWER")
    void shouldKeepTheListWhileAnswersAreBad(DnsServer.Mood mood) {
        put(service(1, 1, 11211, "a.example"));
        try (DnsServiceNodes source = source(Lists.quick())) {
            source.start(told);
            server.mood = mood;
            put(service(1, 1, 11211, "b.example"));
            awaitQueries(2);
            assertThat(told.all()).hasSize(1);
            server.mood = DnsServer.Mood.ANSWER;
            told.awaitLast(Lists.nodes("b.example:11211"));
        }
    }

    @Test
    void shouldFailToStartWhenTheServiceIsDecidedlyNotThere() {
        put(service(1, 1, 1, new byte[] {0}));
        Pace impatient = new Pace(Duration.ofMillis(20), Duration.ofMillis(20), Duration.ofMillis(300));
        try (DnsServiceNodes source = source(impatient)) {
            assertThatThrownBy(() -> source.start(told))
                    .isInstanceOf(NodeUnavailableException.class)
                    .hasMessageContaining(NAME.substring(0, NAME.length() - 1));
        }
    }

    private void awaitQueries(int more) {
        int before = server.queries.get();
        await().until(() -> server.queries.get() >= before + more);
    }
}
