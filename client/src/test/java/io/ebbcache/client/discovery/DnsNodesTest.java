package io.ebbcache.client.discovery;

import static io.ebbcache.client.discovery.Lists.nodes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ebbcache.client.operation.NodeUnavailableException;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.util.NetUtil;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DnsNodesTest {

    private static final String NAME = "cache.example.";
    private static final Pace IMPATIENT =
            new Pace(Duration.ofMillis(20), Duration.ofMillis(20), Duration.ofMillis(500));

    private final DnsServer server = new DnsServer();
    private final Lists told = new Lists();

    @AfterEach
    void close() {
        server.close();
    }

    private DnsNodes source(Pace pace) {
        return new DnsNodes("cache.example", 11300, pace, server.config());
    }

    @Test
    void shouldFindAllAddressesInOrder() {
        server.putAddresses(NAME, "10.0.0.2", "10.0.0.1", "10.0.0.2");
        server.put(NAME, DnsRecordType.AAAA, NetUtil.createByteArrayFromIpAddressString("fd00::1"));
        try (DnsNodes source = source(Lists.slow())) {
            source.start(told);
            assertThat(told.last()).isEqualTo(nodes("10.0.0.1:11300", "10.0.0.2:11300", "[fd00::1]:11300"));
        }
    }

    @Test
    void shouldFollowChanges() {
        server.putAddresses(NAME, "10.0.0.1");
        try (DnsNodes source = source(Lists.quick())) {
            source.start(told);
            server.putAddresses(NAME, "10.0.0.3", "10.0.0.1");
            told.awaitLast(nodes("10.0.0.1:11300", "10.0.0.3:11300"));
            server.putAddresses(NAME, "10.0.0.3");
            told.awaitLast(nodes("10.0.0.3:11300"));
            assertThat(told.all()).hasSize(3);
        }
    }

    @Test
    void shouldNotTakeAnotherOrderForAChange() {
        server.putAddresses(NAME, "10.0.0.1", "10.0.0.2");
        try (DnsNodes source = source(Lists.quick())) {
            source.start(told);
            server.putAddresses(NAME, "10.0.0.2", "10.0.0.1");
            awaitQueries(6);
            assertThat(told.all()).hasSize(1);
        }
    }

    @Test
    void shouldLookAgainWhenANodeIsSuspected() {
        server.putAddresses(NAME, "10.0.0.1");
        try (DnsNodes source = source(Lists.slow())) {
            source.start(told);
            server.putAddresses(NAME, "10.0.0.9");
            source.suspect();
            told.awaitLast(nodes("10.0.0.9:11300"));
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ANSWER")
    void shouldKeepTheListWhileAnswersAreBad(DnsServer.Mood mood) {
        server.putAddresses(NAME, "10.0.0.1", "10.0.0.2");
        try (DnsNodes source = source(Lists.quick())) {
            source.start(told);
            server.mood = mood;
            server.putAddresses(NAME, "10.0.0.3");
            awaitQueries(3);
            assertThat(told.all()).hasSize(1);
            server.mood = DnsServer.Mood.ANSWER;
            told.awaitLast(nodes("10.0.0.3:11300"));
        }
    }

    @Test
    void shouldKeepTheListWhenTheNameIsGone() {
        server.putAddresses(NAME, "10.0.0.1");
        try (DnsNodes source = source(Lists.quick())) {
            source.start(told);
            server.remove(NAME, DnsRecordType.A);
            awaitQueries(6);
            assertThat(told.all()).hasSize(1);
        }
    }

    @Test
    void shouldKeepTheListWhenOnlyHalfOfItIsAnswered() {
        server.putAddresses(NAME, "10.0.0.1");
        server.put(NAME, DnsRecordType.AAAA, NetUtil.createByteArrayFromIpAddressString("fd00::1"));
        try (DnsNodes source = source(Lists.quick())) {
            source.start(told);
            server.silence(DnsRecordType.AAAA);
            awaitQueries(5);
            assertThat(told.all()).hasSize(1);
        }
    }

    @Test
    void shouldKeepTheListWhenAnAddressIsTooShort() {
        server.putAddresses(NAME, "10.0.0.1");
        try (DnsNodes source = source(Lists.quick())) {
            source.start(told);
            server.put(NAME, DnsRecordType.A, new byte[] {10, 0, 0, 2}, new byte[] {10, 0, 0});
            awaitQueries(3);
            assertThat(told.all()).hasSize(1);
        }
    }

    @Test
    void shouldAskOverTcpForWhatIsTruncated() {
        server.withTcp().mood = DnsServer.Mood.TRUNCATE;
        server.putAddresses(NAME, "10.0.0.1", "10.0.0.2");
        try (DnsNodes source = source(Lists.slow())) {
            source.start(told);
            assertThat(told.last()).isEqualTo(nodes("10.0.0.1:11300", "10.0.0.2:11300"));
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ANSWER")
    void shouldAskTheNextServerWhenOneGivesNoGoodAnswer(DnsServer.Mood mood) {
        server.putAddresses(NAME, "10.0.0.1");
        try (DnsServer bad = new DnsServer()) {
            bad.putAddresses(NAME, "10.9.9.9");
            bad.mood = mood;
            DnsConfig both = server.config().withServers(List.of(bad.address(), server.address()));
            try (DnsNodes source = new DnsNodes("cache.example", 11300, Lists.slow(), both)) {
                source.start(told);
                assertThat(told.last()).isEqualTo(nodes("10.0.0.1:11300"));
            }
        }
    }

    @Test
    void shouldFollowAliases() {
        server.alias(NAME, "other.example");
        server.putAddresses(NAME, "10.0.0.1");
        try (DnsNodes source = source(Lists.slow())) {
            source.start(told);
            assertThat(told.last()).isEqualTo(nodes("10.0.0.1:11300"));
        }
    }

    @Test
    void shouldAskForOneFamilyOnly() {
        server.putAddresses(NAME, "10.0.0.1");
        server.put(NAME, DnsRecordType.AAAA, NetUtil.createByteArrayFromIpAddressString("fd00::1"));
        DnsConfig config = server.config();
        try (DnsNodes four = new DnsNodes("cache.example", 1, Lists.slow(), config.withFamily(DnsConfig.Family.IPV4));
                DnsNodes six =
                        new DnsNodes("cache.example", 1, Lists.slow(), config.withFamily(DnsConfig.Family.IPV6))) {
            four.start(told);
            six.start(told);
        }
        assertThat(told.all()).containsExactly(nodes("10.0.0.1:1"), nodes("[fd00::1]:1"));
    }

    @Test
    void shouldLookInSearchDomains() {
        server.putAddresses(NAME, "10.0.0.1");
        DnsConfig config = server.config();
        DnsConfig searching =
                new DnsConfig(config.servers(), List.of("none.example", "example"), config.family(), config.timeout());
        try (DnsNodes source = new DnsNodes("cache", 11300, Lists.slow(), searching)) {
            source.start(told);
            assertThat(told.last()).isEqualTo(nodes("10.0.0.1:11300"));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ANSWER", "SILENT", "FAIL"})
    void shouldFailToStartWithoutAnAddress(DnsServer.Mood mood) {
        server.mood = mood;
        try (DnsNodes source = source(IMPATIENT)) {
            assertThatThrownBy(() -> source.start(told))
                    .isInstanceOf(NodeUnavailableException.class)
                    .hasMessageContaining("cache.example");
        }
    }

    @Test
    void shouldEndItsThreadsWhenItIsClosed() {
        server.putAddresses(NAME, "10.0.0.1");
        try (DnsNodes source = source(Lists.quick())) {
            source.start(told);
            server.mood = DnsServer.Mood.SILENT;
            awaitQueries(1);
        }
        Lists.awaitNoThread("ebb-discovery-");
    }

    private void awaitQueries(int more) {
        int before = server.queries.get();
        await().until(() -> server.queries.get() >= before + more);
    }
}
