package io.ebbcache.client.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class LoadPolicyTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void shouldChangeOneThingAtATime() {
        Executor direct = Runnable::run;
        LoadPolicy policy = LoadPolicy.of(MINUTE)
                .withRefreshAhead(SECOND)
                .withClaimFor(SECOND)
                .withWaitAtMost(Duration.ZERO)
                .withExecutor(direct)
                .withTtl(MINUTE.plus(SECOND));

        assertThat(policy).isEqualTo(new LoadPolicy(MINUTE.plus(SECOND), SECOND, SECOND, Duration.ZERO, direct));
        assertThat(LoadPolicy.neverExpiring().ttl()).isNull();
    }

    @Test
    void shouldRefuseTimesThatCannotBe() {
        LoadPolicy policy = LoadPolicy.of(MINUTE);
        assertThatIllegalArgumentException().isThrownBy(() -> LoadPolicy.of(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> policy.withTtl(SECOND.negated()));
        assertThatIllegalArgumentException().isThrownBy(() -> policy.withRefreshAhead(MINUTE));
        assertThatIllegalArgumentException().isThrownBy(() -> policy.withRefreshAhead(SECOND.negated()));
        assertThatIllegalArgumentException().isThrownBy(() -> policy.withClaimFor(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> policy.withWaitAtMost(SECOND.negated()));
        Duration month = Duration.ofDays(31);
        assertThatIllegalArgumentException().isThrownBy(() -> policy.withClaimFor(month));
        assertThatIllegalArgumentException().isThrownBy(() -> policy.withWaitAtMost(month));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> policy.withTtl(Duration.ofDays(99)).withRefreshAhead(month));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LoadPolicy.neverExpiring().withRefreshAhead(SECOND));
    }
}
