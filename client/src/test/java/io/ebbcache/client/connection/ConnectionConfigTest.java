package io.ebbcache.client.connection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConnectionConfigTest {

    @Test
    void shouldHaveWhatIsGoodForMost() {
        ConnectionConfig config = ConnectionConfig.standard();
        assertThat(config.operationTimeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.maxInFlight()).isEqualTo(4096);
        assertThat(config.protocol()).isEqualTo(ProtocolChoice.AUTO);
    }

    @Test
    void shouldRefuseWhatMakesNoSense() {
        refuse(ConnectionConfig.builder().operationTimeout(Duration.ZERO));
        refuse(ConnectionConfig.builder().connectTimeout(Duration.ofSeconds(-1)));
        refuse(ConnectionConfig.builder().silence(Duration.ofDays(1000)));
        refuse(ConnectionConfig.builder().maxInFlight(0));
        refuse(ConnectionConfig.builder().connectionsPerNode(0));
        refuse(ConnectionConfig.builder().maxValueBytes(-1));
        refuse(ConnectionConfig.builder().backoff(Duration.ofSeconds(2), Duration.ofSeconds(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> new Credentials("a b", "c"));
    }

    private static void refuse(ConnectionConfigBuilder builder) {
        assertThatIllegalArgumentException().isThrownBy(builder::build);
    }

    @Test
    void shouldNotShowThePassword() {
        Credentials credentials = new Credentials("ann", "secret");
        ConnectionConfig config =
                ConnectionConfig.builder().credentials(credentials).build();
        assertThat(config.toString()).contains("ann").doesNotContain("secret");
        assertThat(new String(credentials.command(), UTF_8)).isEqualTo("set auth 0 -1 10\r\nann secret\r\n");
    }

    @Test
    void shouldPauseLongerEachTimeUpToABound() {
        Backoff backoff = new Backoff(Duration.ofMillis(50), Duration.ofMillis(300));
        long[] bounds = {50, 100, 200, 300, 300};
        for (int round = 0; round < 200; round++) {
            for (long bound : bounds) {
                assertThat(backoff.nextNanos())
                        .isBetween(0L, Duration.ofMillis(bound).toNanos());
            }
            backoff.reset();
        }
        long longest = 0;
        for (int i = 0; i < 200; i++) {
            longest = Math.max(longest, backoff.nextNanos());
        }
        assertThat(longest).isGreaterThan(Duration.ofMillis(200).toNanos());
    }
}
