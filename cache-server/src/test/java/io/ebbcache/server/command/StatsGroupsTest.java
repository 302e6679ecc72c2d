package io.ebbcache.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.ebbcache.store.Store;
import io.ebbcache.store.TestStores;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StatsGroupsTest {

    private static final String[] ITEMS = """
            number number_hot number_warm number_cold age_hot age_warm age mem_requested evicted evicted_nonzero
            evicted_time outofmemory tailrepairs reclaimed expired_unfetched evicted_unfetched evicted_active
            crawler_reclaimed crawler_items_checked lrutail_reflocked moves_to_cold moves_to_warm moves_within_lru
            direct_reclaims hits_to_hot hits_to_warm hits_to_cold hits_to_temp""".split("\\s+");

    private final Store store = TestStores.emulated();
    private final ServerState state = new ServerState(
            store, CommandConfig.standard("1.2.3"), new ServerLimits(77, 3, 1 << 21, 1 << 22, 1 << 16), graceful -> {});
    private final Commands commands = state.newCommands();
    private final UnsafeBuffer bytes = new UnsafeBuffer(ByteBuffer.allocateDirect(8));

    @AfterEach
    void close() {
        store.close();
    }

    private Map<String, String> stats(StatsGroup group) {
        return CollectedStats.of(target -> commands.stats(group, target));
    }

    private void storeOne() {
        bytes.putBytes(0, "keyvalue".getBytes(StandardCharsets.US_ASCII));
        StoreRequest request = new StoreRequest().begin(StoreVerb.SET, 5).key(bytes, 0, 3);
        assertThat(commands.store(request, bytes, 3)).isEqualTo(Status.STORED);
    }

    @Test
    void shouldTellMemcachedsNamesOfItems() {
        assertThat(stats(StatsGroup.ITEMS)).isEmpty();
        storeOne();
        assertThat(stats(StatsGroup.ITEMS).keySet().stream().map(name -> name.replace("items:1:", "")))
                .containsExactly(ITEMS);
        assertThat(stats(StatsGroup.ITEMS)).containsEntry("items:1:number", "1");
    }

    @Test
    void shouldTellSegmentsAsSlabs() {
        storeOne();
        assertThat(stats(StatsGroup.SLABS))
                .containsEntry("active_slabs", "1")
                .containsEntry("1:total_pages", "1")
                .containsEntry("1:used_chunks", "1")
                .containsEntry("1:free_chunks", "511")
                .containsEntry("1:cmd_set", "1")
                .containsEntry("total_malloced", "2097152");
        commands.resetStats();
        assertThat(stats(StatsGroup.SLABS)).containsEntry("1:cmd_set", "0");
    }

    @Test
    void shouldTellTheSettings() {
        state.listening(new Listening(11, "::1", 12, 13, Optional.empty(), Optional.empty()));
        assertThat(stats(StatsGroup.SETTINGS))
                .containsEntry("maxbytes", String.valueOf(store.limitBytes()))
                .containsEntry("maxconns", "77")
                .containsEntry("tcpport", "11")
                .containsEntry("inter", "::1")
                .containsEntry("tcp_backlog", "12")
                .containsEntry("idle_timeout", "13")
                .containsEntry("num_threads", "3")
                .containsEntry("evictions", "on")
                .containsEntry("item_size_max", "1048576")
                .containsEntry("cas_enabled", "yes")
                .containsEntry("flush_enabled", "yes")
                .containsEntry("dump_enabled", "yes")
                .containsEntry("shutdown_command", "no")
                .containsEntry("domain_socket", "NULL")
                .containsEntry("umask", "700")
                .containsEntry("ssl_enabled", "no")
                .containsEntry("ssl_chain_cert", "(null)")
                .containsEntry("ssl_key", "(null)")
                .containsEntry("ssl_verify_mode", "0")
                .containsEntry("ssl_ca_cert", "NULL");
        assertThat(stats(StatsGroup.SETTINGS)).hasSize(76);
    }

    @Test
    void shouldTellTheSocketAndTheEncryption() {
        state.listening(listening("/run/a\nb", encryption(Optional.of("/ca.pem"), Listening.Proof.GOOD)));
        assertThat(stats(StatsGroup.SETTINGS))
                .containsEntry("domain_socket", "/run/a?b")
                .containsEntry("umask", "766")
                .containsEntry("ssl_enabled", "yes")
                .containsEntry("ssl_chain_cert", "/cert.pem")
                .containsEntry("ssl_key", "/key.pem")
                .containsEntry("ssl_verify_mode", "3")
                .containsEntry("ssl_keyformat", "1")
                .containsEntry("ssl_ca_cert", "/ca.pem");
        state.listening(listening("/d/".repeat(1000), encryption(Optional.empty(), Listening.Proof.GOOD_OR_NONE)));
        assertThat(stats(StatsGroup.SETTINGS))
                .containsEntry("ssl_verify_mode", "1")
                .containsEntry("ssl_ca_cert", "NULL")
                .hasEntrySatisfying(
                        "domain_socket", path -> assertThat(path).hasSize(1000).endsWith("/d/"));
    }

    private static Listening listening(String path, Listening.Encryption encryption) {
        return new Listening(
                11, "::1", 12, 13, Optional.of(new Listening.SocketFile(path, 0766)), Optional.of(encryption));
    }

    private static Listening.Encryption encryption(Optional<String> authorities, Listening.Proof clients) {
        return new Listening.Encryption("/cert.pem", "/key.pem", authorities, clients);
    }
}
