package io.ebbcache.server.protocol.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.ebbcache.server.command.CommandConfig;
import io.ebbcache.server.command.ServerLimits;
import io.ebbcache.server.command.ServerState;
import io.ebbcache.store.Store;
import io.ebbcache.store.TestStores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The list of all items: what it says, and how it behaves towards slow readers and short memory. */
class DumpTest {

    private static final int MIB = 1 << 20;
    private static final int BOUND = 64 * 1024;
    private static final String METADUMP = "lru_crawler metadump all\r\n";
    private static final String MGDUMP = "lru_crawler mgdump all\r\n";

    private Store store;
    private ServerState state;
    private TextConversation client;

    @BeforeEach
    void open() {
        store = TestStores.emulated();
        state = TextConversation.server(store, 2 * MIB, 2 * MIB);
        client = new TextConversation(state.newCommands(), BOUND, true);
    }

    @AfterEach
    void close() {
        client.close();
        assertThat(client.memory()).isZero();
        assertThat(state.replyBudget().used()).isZero();
        assertThat(state.requestBudget().used()).isZero();
        store.close();
    }

    private String ask(String request) {
        client.receive(request);
        return client.take();
    }

    private void store(String key, int exptime) {
        assertThat(ask("set " + key + " 0 " + exptime + " 3\r\nvvv\r\n")).isEqualTo("STORED\r\n");
    }

    @Test
    void shouldTellAllOfAnItem() {
        store("a/b", 0);
        assertThat(ask(METADUMP)).matches("OK\r\nkey=a%2Fb exp=-1 la=\\d{10} cas=1 fetch=no cls=1 size=56\nEND\r\n");
        ask("get a/b\r\n");
        assertThat(ask(METADUMP)).contains(" fetch=yes ");
        assertThat(ask(MGDUMP)).isEqualTo("mg a/b\r\nEN\r\n");
    }

    @Test
    void shouldTellWhenAnItemEnds() {
        store("a", 100);
        String dump = ask(METADUMP);
        long expiry = Long.parseLong(dump.replaceFirst("(?s).* exp=(\\d+) .*", "$1"));
        assertThat(expiry - System.currentTimeMillis() / 1000).isBetween(97L, 101L);
    }

    @Test
    void shouldWriteKeysInBase64ThatAreNoWords() {
        store("a\tb", 0);
        assertThat(ask(MGDUMP)).isEqualTo("mg YQli b\r\nEN\r\n");
        assertThat(ask(METADUMP)).contains("key=a%09b ");
    }

    @Test
    void shouldListTheLongestKeyOfTheWorstBytes() {
        String key = "\u00ff".repeat(250);
        store(key, 0);
        assertThat(ask(METADUMP)).contains("key=" + "%FF".repeat(250) + " exp=-1");
        assertThat(ask(MGDUMP)).isEqualTo("mg " + key + "\r\nEN\r\n");
    }

    @Test
    void shouldNotListWhatIsOver() {
        store("deleted", 0);
        store("over", -1);
        store("flushed", 0);
        ask("delete deleted\r\nflush_all\r\n");
        assertThat(ask(METADUMP)).isEqualTo("OK\r\nEND\r\n");
        store("here", 0);
        assertThat(ask(MGDUMP)).isEqualTo("mg here\r\nEN\r\n");
    }

    @Test
    void shouldNotNoteItemsAsRead() {
        store("a", 0);
        ask(METADUMP);
        assertThat(ask(METADUMP)).contains(" fetch=no ");
    }

    @Test
    void shouldTreatLostPagesAsMisses() {
        store("a", 0);
        store.drop(0, store.config().capacityBytes());
        assertThat(ask(METADUMP)).startsWith("OK\r\n").endsWith("END\r\n");
    }

    @Test
    void shouldRefuseWithoutAClassOrWithOthers() {
        assertThat(ask("lru_crawler metadump\r\n")).isEqualTo("ERROR\r\n");
        assertThat(ask("lru_crawler mgdump\r\n")).isEqualTo("ERROR\r\n");
        assertThat(ask("lru_crawler metadump x\r\n")).isEqualTo("BADCLASS invalid class id\r\n");
        assertThat(ask("lru_crawler metadump 1\r\n")).isEqualTo("OK\r\nEND\r\n");
        assertThat(ask("lru_crawler mgdump hash\r\n")).isEqualTo("EN\r\n");
    }

    @Test
    void shouldRefuseBehindOtherCommandsOfABatch() {
        assertThat(ask("get a\r\n" + METADUMP + "get a\r\n"))
                .isEqualTo("END\r\nERROR cannot pipeline other commands before metadump\r\nEND\r\n");
        assertThat(ask("get a\r\n" + MGDUMP))
                .isEqualTo("END\r\nERROR cannot pipeline other commands before mgdump\r\n");
    }

    @Test
    void shouldAnswerWhatFollowsAfterTheDump() {
        store("a", 0);
        assertThat(ask(MGDUMP + "get b\r\n")).isEqualTo("mg a\r\nEN\r\nEND\r\n");
    }

    @Test
    void shouldRefuseWhileTheCrawlerIsDisabled() {
        ask("lru_crawler disable\r\n");
        assertThat(ask(METADUMP)).isEqualTo("CLIENT_ERROR lru crawler disabled\r\n");
        ask("lru_crawler enable\r\n");
        assertThat(ask(METADUMP)).isEqualTo("OK\r\nEND\r\n");
    }

    @Test
    void shouldRefuseWhereItIsSwitchedOff() {
        ServerLimits limits = new ServerLimits(100, 1, 2 * MIB, 2 * MIB, 256 * 1024);
        CommandConfig config = new CommandConfig("1.2.3", true, false, false);
        ServerState closed = new ServerState(store, config, limits, graceful -> {});
        TextConversation stranger = new TextConversation(closed.newCommands(), BOUND, true);
        stranger.receive(METADUMP);
        assertThat(stranger.take()).isEqualTo("ERROR metadump not allowed\r\n");
        stranger.close();
    }

    @Test
    void shouldWaitForASlowReader() {
        storeMany(20_000);
        TextConversation slow = new TextConversation(state.newCommands(), BOUND, false);
        slow.receive(METADUMP + "get a\r\n");
        assertThat(slow.isWaiting()).isTrue();
        assertThat(slow.waitingBytes()).isLessThan(BOUND + 2000L);
        assertThat(state.requestBudget().used()).isLessThan(MIB);
        ask("set later 0 0 1\r\nx\r\n");
        slow.drain();
        String dump = slow.replies();
        assertThat(dump).startsWith("OK\r\n").endsWith("END\r\nEND\r\n");
        for (int i = 0; i < 20_000; i++) {
            assertThat(dump.contains("key=key" + i + " ")).isTrue();
        }
        slow.close();
    }

    @Test
    void shouldGiveBackWhatADeadClientNeverTook() {
        storeMany(20_000);
        TextConversation slow = new TextConversation(state.newCommands(), BOUND, false);
        slow.receive(METADUMP);
        slow.close();
        assertThat(slow.memory()).isZero();
    }

    @Test
    void shouldEndWithoutMemory() {
        store("a", 0);
        assertThat(state.requestBudget().acquire(2 * MIB)).isTrue();
        assertThat(ask(METADUMP)).isEqualTo("OK\r\nSERVER_ERROR out of memory\r\n");
        state.requestBudget().release(2 * MIB);
    }

    private void storeMany(int count) {
        for (int i = 0; i < count; i++) {
            client.receive("set key" + i + " 0 0 1 noreply\r\nx\r\n");
        }
        assertThat(client.take()).isEmpty();
    }
}
