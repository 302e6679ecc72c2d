package io.ebbcache.server.protocol.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.ebbcache.server.command.ServerState;
import io.ebbcache.store.Store;
import io.ebbcache.store.TestStores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code stats detail}: what is counted by the prefixes of keys. */
class PrefixStatsTest {

    private static final int MIB = 1 << 20;
    private static final String DUMP = "stats detail dump\r\n";

    private Store store;
    private ServerState state;
    private TextConversation client;

    @BeforeEach
    void open() {
        store = TestStores.emulated();
        state = TextConversation.server(store, 2 * MIB, 2 * MIB);
        client = new TextConversation(state.newCommands(), 64 * 1024, true);
    }

    @AfterEach
    void close() {
        client.close();
        assertThat(state.replyBudget().used()).isZero();
        store.close();
    }

    private String ask(String request) {
        client.receive(request);
        return client.take();
    }

    @Test
    void shouldCountAsMemcachedDoes() {
        assertThat(ask("stats detail on\r\n")).isEqualTo("OK\r\n");
        assertThat(ask("stats settings\r\n")).contains("STAT detail_enabled yes\r\n");
        ask("set foo:a 0 0 1\r\nx\r\nset nodelim 0 0 1\r\nx\r\nset :x 0 0 1\r\nx\r\n");
        ask("get foo:a foo:b nodelim bar:x\r\nmg foo:a v\r\nms foo:a 1\r\ny\r\n");
        ask("delete foo:a\r\ndelete foo:a\r\nmd foo:b\r\nincr foo:n 1\r\ntouch foo:n 1\r\ngat 0 foo:n\r\n");
        ask("append foo:q 0 0 1\r\nx\r\n");
        String[] told = {
            "PREFIX  get 0 hit 0 set 1 del 0",
            "PREFIX foo get 3 hit 1 set 2 del 2",
            "PREFIX bar get 1 hit 0 set 0 del 0",
            "END"
        };
        assertThat(ask(DUMP).split("\r\n", -1)).contains(told).hasSize(told.length + 1);
        assertThat(ask("stats detail off\r\n")).isEqualTo("OK\r\n");
        ask("get foo:a\r\n");
        assertThat(ask(DUMP)).contains("PREFIX foo get 3 ");
    }

    @Test
    void shouldForgetAtAReset() {
        ask("stats detail on\r\nget foo:a\r\n");
        assertThat(ask("stats reset\r\n")).isEqualTo("RESET\r\n");
        assertThat(ask(DUMP)).isEqualTo("END\r\n");
    }

    @Test
    void shouldCountNothingUnasked() {
        ask("get foo:a\r\n");
        assertThat(ask(DUMP)).isEqualTo("END\r\n");
        assertThat(ask("stats settings\r\n")).contains("STAT detail_enabled no\r\n");
    }

    @Test
    void shouldBoundWhatClientsMakeUp() {
        ask("stats detail on\r\n");
        for (int i = 0; i < 2000; i++) {
            ask("get " + "x".repeat(200) + i + ":\r\n");
        }
        assertThat(ask(DUMP).split("\r\n", -1)).hasSize(1000 + 2);
    }
}
