package io.ebbcache.server.protocol.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.ebbcache.server.command.Commands;
import io.ebbcache.server.command.ServerState;
import io.ebbcache.store.Store;
import io.ebbcache.store.TestStores;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client that watches is told, and how it behaves towards slow readers and short memory. */
class WatchTest {

    private static final int MIB = 1 << 20;
    private static final int BOUND = 64 * 1024;

    private Store store;
    private ServerState state;
    private TextConversation client;
    private TextConversation watcher;

    @BeforeEach
    void open() {
        store = TestStores.emulated();
        state = TextConversation.server(store, 6 * MIB, 2 * MIB);
        Commands commands = state.newCommands();
        client = new TextConversation(commands, BOUND, true);
        watcher = new TextConversation(commands, BOUND, true);
    }

    @AfterEach
    void close() {
        client.close();
        watcher.close();
        assertThat(client.memory()).isZero();
        assertThat(watcher.memory()).isZero();
        assertThat(state.replyBudget().used()).isZero();
        assertThat(state.requestBudget().used()).isZero();
        store.close();
    }

    private String ask(String request) {
        client.receive(request);
        return client.take();
    }

    private void watch(String kinds) {
        watcher.receive("watch" + kinds + "\r\n");
        assertThat(watcher.take()).isEqualTo("OK\r\n");
        assertThat(watcher.isListening()).isTrue();
    }

    /** What was told since the last time, without the time and the number in front. */
    private String told() {
        watcher.goOnIfWoken();
        return watcher.take().replaceAll("ts=\\d{10}\\.\\d{6} gid=\\d+ ", "");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "get a b | key=a status=found clsid=1 cfd=0 size=3 | key=b status=not_found clsid=0 cfd=0 size=0",
                "gat 0 a b | key=a status=found clsid=1 cfd=0 size=3 | key=b status=not_found clsid=0 cfd=0 size=0",
                "mg a v | key=a status=found clsid=1 cfd=0 size=3 |",
                "mg b v | key=b status=not_found clsid=0 cfd=0 size=0 |",
                "mg b N30 v | key=b status=not_found clsid=0 cfd=0 size=0 |",
            })
    void shouldTellWhatIsFetched(String request, String first, String second) {
        ask("set a 0 0 3\r\nabc\r\n");
        watch("");
        ask(request + "\r\n");
        String expected = "type=item_get " + first + "\n" + (second == null ? "" : "type=item_get " + second + "\n");
        assertThat(told()).isEqualTo(expected);
    }

    @Test
    void shouldTellWhyAnItemIsNotThere() {
        ask("set old 0 -1 3\r\nabc\r\n");
        ask("set gone 0 0 3\r\nabc\r\n");
        watch(" fetchers");
        ask("get old\r\n");
        assertThat(told()).contains("key=old status=expired ");
        ask("flush_all\r\n");
        ask("get gone\r\n");
        assertThat(told()).containsPattern("key=gone status=(flushed|not_found) ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "set k 0 0 3 | status=stored cmd=set ttl=0 clsid=1 cfd=0 size=3",
                "set k 0 100 3 | status=stored cmd=set ttl=100 clsid=1 cfd=0 size=3",
                "set k 0 -1 3 | status=stored cmd=set ttl=0 clsid=1 cfd=0 size=3",
                "add k 0 0 3 | status=not_stored cmd=add ttl=0 clsid=0 cfd=0 size=3",
                "replace k 0 0 3 | status=stored cmd=replace ttl=0 clsid=1 cfd=0 size=3",
                "append k 0 0 3 | status=stored cmd=append ttl=0 clsid=1 cfd=0 size=3",
                "prepend k 0 0 3 noreply | status=stored cmd=prepend ttl=0 clsid=1 cfd=0 size=3",
                "cas k 0 0 3 999 | status=exists cmd=cas ttl=0 clsid=0 cfd=0 size=3",
                "ms k 3 T7 | status=stored cmd=set ttl=7 clsid=1 cfd=0 size=3",
            })
    void shouldTellWhatIsStored(String request, String expected) {
        ask("set k 0 0 1\r\nv\r\n");
        watch(" mutations");
        ask(request + "\r\nabc\r\n");
        assertThat(told()).isEqualTo("type=item_store key=k " + expected + "\n");
    }

    @Test
    void shouldTellWhatIsTooLarge() {
        watch(" mutations");
        ask("set k 0 0 2000000\r\n" + "v".repeat(2_000_000) + "\r\n");
        assertThat(told()).isEqualTo("type=item_store key=k status=too_large cmd=set ttl=0 clsid=0 cfd=0 size=0\n");
    }

    @Test
    void shouldTellWhatIsDeleted() {
        ask("set a 0 0 4\r\nvbar\r\n");
        ask("set b 0 0 4\r\nvbar\r\n");
        watch(" deletions");
        ask("delete a\r\ndelete a\r\nmd b\r\nget b\r\n");
        assertThat(told())
                .isEqualTo("type=deleted key=a cmd=delete clsid=1 size=4\ntype=deleted key=b cmd=md clsid=1 size=4\n");
    }

    @Test
    void shouldTellWhatIsEvicted() {
        watch(" evictions");
        StringBuilder told = new StringBuilder();
        for (int i = 0; told.isEmpty(); i++) {
            ask("set key" + i + " 0 0 100000\r\n" + "v".repeat(100_000) + "\r\n");
            told.append(told());
        }
        assertThat(told.toString()).startsWith("type=eviction key=key0 fetch=no ttl=-1 la=");
        assertThat(told.toString().lines().findFirst().orElseThrow()).matches(".* la=\\d+ clsid=1 size=100000");
    }

    @Test
    void shouldTellWhatTheKernelTook() {
        ask("set a 0 0 4\r\nvbar\r\n");
        watch(" drops");
        store.drop(0, 64L * MIB);
        assertThat(ask("get a\r\n")).isEqualTo("END\r\n");
        assertThat(told()).isEqualTo("type=drop key=a fetch=no ttl=-1 la=0 clsid=1\n");
    }

    @Test
    void shouldWriteKeysAsInUrls() {
        watch("");
        ask("get " + "\u00ff".repeat(250) + "\r\n");
        assertThat(told()).contains(" key=" + "%FF".repeat(250) + " status=");
    }

    @Test
    void shouldNumberAndDateEachLine() {
        watch(" fetchers mutations");
        ask("get a\r\nset a 0 0 1\r\nx\r\n");
        watcher.goOnIfWoken();
        assertThat(watcher.take())
                .matches("ts=\\d{10}\\.\\d{6} gid=1 type=item_get .*\nts=\\d{10}\\.\\d{6} gid=2 type=item_store .*\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {" foo", " fetchers foo", " fetcher", " fetchers fetchersx", " rawcmds"})
    void shouldKnowNoOtherKinds(String kinds) {
        assertThat(ask("watch" + kinds + "\r\n")).isEqualTo("ERROR\r\n");
        assertThat(ask("watch" + " drops".repeat(100) + "\r\n")).isEqualTo("ERROR\r\n");
    }

    @Test
    void shouldBeTheFirstCommandOfItsBatch() {
        assertThat(ask("version\r\nwatch\r\nget a\r\n"))
                .isEqualTo("VERSION 1.2.3\r\nERROR cannot pipeline other commands before watch\r\nEND\r\n");
    }

    @Test
    void shouldTakeTheConnectionOver() {
        watcher.receive("watch\r\nversion\r\nget a\r\n");
        assertThat(watcher.take()).isEqualTo("OK\r\n");
        watcher.receive("version\r\nquit\r\n");
        assertThat(watcher.take()).isEmpty();
        assertThat(watcher.isClosed()).isFalse();
        ask("get a\r\n");
        assertThat(told()).contains("key=a");
    }

    @Test
    void shouldHaveTwentyWatchersAtMost() {
        Commands commands = state.newCommands();
        List<TextConversation> watchers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            watchers.add(new TextConversation(commands, BOUND, true));
            watchers.get(i).receive("watch\r\n");
            assertThat(watchers.get(i).take()).isEqualTo("OK\r\n");
        }
        assertThat(ask("watch\r\n")).isEqualTo("WATCHER_TOO_MANY log watcher limit reached\r\n");
        assertThat(ask("stats\r\n")).contains("STAT log_watchers 20\r\n");
        watchers.forEach(TextConversation::close);
        assertThat(ask("stats\r\n")).contains("STAT log_watchers 0\r\n");
        watch("");
    }

    @Test
    void shouldNotWatchWithoutMemory() {
        long free = state.requestBudget().limit() - state.requestBudget().used();
        assertThat(state.requestBudget().acquire(free)).isTrue();
        assertThat(ask("watch\r\n")).isEqualTo("WATCHER_FAILED failed to add log watcher\r\n");
        state.requestBudget().release(free);
    }

    @Test
    void shouldSkipLinesForWhoDoesNotRead() {
        TextConversation slow = new TextConversation(state.newCommands(), BOUND, false);
        slow.receive("watch\r\n");
        int asked = 20_000;
        for (int i = 0; i < asked; i++) {
            ask("get " + i + "\r\n");
            slow.goOnIfWoken();
        }
        assertThat(slow.isWaiting()).isTrue();
        assertThat(state.requestBudget().used()).isLessThan(MIB);
        slow.drain();
        ask("get last\r\n");
        slow.goOnIfWoken();
        slow.drain();
        List<String> lines = slow.take().lines().toList();
        assertThat(lines.get(lines.size() - 1)).contains("key=last ");
        assertThat(lines.get(lines.size() - 2)).startsWith("skipped=");
        long skipped = lines.stream()
                .filter(line -> line.startsWith("skipped="))
                .mapToLong(line -> Long.parseLong(line.substring("skipped=".length())))
                .sum();
        long told = lines.stream().filter(line -> line.startsWith("ts=")).count();
        assertThat(told + skipped).isEqualTo(asked + 1);
        assertThat(ask("stats\r\n"))
                .contains("STAT log_watcher_skipped " + skipped + "\r\n")
                .contains("STAT log_worker_written " + (asked + 1) + "\r\n")
                .contains("STAT log_watcher_sent " + told + "\r\n");
        slow.close();
    }
}
