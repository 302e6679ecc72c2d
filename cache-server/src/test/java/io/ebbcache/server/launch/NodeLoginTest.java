package io.ebbcache.server.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.ebbcache.client.connection.Credentials;
import org.junit.jupiter.api.Test;

class NodeLoginTest {

    @Test
    void shouldBeTheSameForThoseWhoKnowTheSecretOfOneCluster() {
        Credentials login = NodeLogin.of("shop", "secret");
        assertThat(NodeLogin.of("shop", "secret")).isEqualTo(login);
        assertThat(NodeLogin.of("shop", "other").password()).isNotEqualTo(login.password());
        assertThat(NodeLogin.of("other", "secret").password()).isNotEqualTo(login.password());
    }

    @Test
    void shouldNotTellTheSecret() {
        assertThat(NodeLogin.of("shop", "secret").password()).matches("[0-9a-f]{64}");
    }
}
