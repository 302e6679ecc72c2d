package io.ebbcache.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HealthTest {

    private final AtomicLong silence = new AtomicLong();
    private final Health health = new Health(silence::get);

    @Test
    void shouldBeLiveWhileAllEventLoopsTurn() {
        silence.set(Health.HUNG_NANOS - 1);
        assertThat(health.live().status()).isEqualTo(HttpResponseStatus.OK);
        silence.set(Health.HUNG_NANOS);
        assertThat(health.live().status()).isEqualTo(HttpResponseStatus.SERVICE_UNAVAILABLE);
        assertThat(new String(health.live().body(), StandardCharsets.UTF_8))
                .isEqualTo("an event loop has not turned for 5 s\n");
        silence.set(0);
        assertThat(health.live().status()).isEqualTo(HttpResponseStatus.OK);
    }

    @Test
    void shouldBeReadyFromTheBeginningToTheEndOfServing() {
        assertThat(health.ready().status()).isEqualTo(HttpResponseStatus.SERVICE_UNAVAILABLE);
        health.ready(true);
        assertThat(health.ready().status()).isEqualTo(HttpResponseStatus.OK);
        silence.set(Health.HUNG_NANOS); // which is another question
        assertThat(health.ready().status()).isEqualTo(HttpResponseStatus.OK);
        health.ready(false);
        assertThat(health.ready().status()).isEqualTo(HttpResponseStatus.SERVICE_UNAVAILABLE);
        assertThat(health.live().status()).isEqualTo(HttpResponseStatus.SERVICE_UNAVAILABLE);
    }
}
