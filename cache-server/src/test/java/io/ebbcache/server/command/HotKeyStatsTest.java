package io.ebbcache.server.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.ebbcache.server.hotkeys.HotKey;
import io.ebbcache.server.hotkeys.HotKeyReport;
import io.ebbcache.store.Store;
import io.ebbcache.store.TestStores;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HotKeyStatsTest {

    private static final ServerLimits LIMITS = new ServerLimits(10, 1, 1 << 21, 1 << 21, 1 << 16);
    private static final CommandConfig CONFIG = CommandConfig.standard("1");
    private static final int REQUESTS = 64_000;

    private final Store store = TestStores.emulated();

    @AfterEach
    void close() {
        store.close();
    }

    private Commands commands(CommandConfig config) {
        return new ServerState(store, config, LIMITS, graceful -> {}).newCommands();
    }

    private static DirectBuffer bytes(String text) {
        UnsafeBuffer bytes = new UnsafeBuffer(ByteBuffer.allocateDirect(text.length()));
        bytes.putBytes(0, text.getBytes(StandardCharsets.ISO_8859_1));
        return bytes;
    }

    private static HotKey hotKey(String key, double share, double perSecond) {
        return new HotKey(bytes(key), share, perSecond);
    }

    @Test
    void shouldTellKeysSoThatNoneBreaksALine() {
        HotKeyReport report = new HotKeyReport(
                12.6,
                1000,
                List.of(
                        hotKey("user:7", 0.5, 1234.5),
                        hotKey("a b\r\nEND\r\n\0", 0.12345, 10),
                        hotKey("\u00fc%~", 0.01, 0.4)));
        assertThat(CollectedStats.of(new HotKeyStats(report)::tell))
                .containsExactly(
                        entry("hotkeys_seconds", "13"),
                        entry("hotkeys_samples", "1000"),
                        entry("hotkeys_sampled_one_in", "64"),
                        entry("hotkeys_requests_per_second", "5079"),
                        entry("hotkey:user%3A7", "50.00%,1235/s"),
                        entry("hotkey:a%20b%0D%0AEND%0D%0A%00", "12.35%,10/s"),
                        entry("hotkey:%FC%25~", "1.00%,0/s"));
    }

    /** Carries out a command with a key of one byte. */
    private interface Request {
        Status of(Commands commands, DirectBuffer key);
    }

    static Stream<Arguments> requestsOfAKey() {
        return Stream.of(
                request("get", (commands, key) -> commands.get(key, 0, 1, NoRoom.NEVER)),
                request("get and touch", (commands, key) -> commands.getAndTouch(key, 0, 1, 0, NoRoom.NEVER)),
                request("get under terms", (to, key) -> to.get(key, 0, 1, to.newTerms(), NoRoom.NEVER)),
                request("touch", (commands, key) -> commands.touch(key, 0, 1, 0)),
                request("delete", (commands, key) -> commands.delete(key, 0, 1, 0)),
                request("delete under terms", (to, key) -> to.delete(key, 0, 1, to.newTerms())),
                request("increment", (commands, key) -> commands.increment(key, 0, 1, 1)),
                request("increment under terms", (to, key) -> to.increment(key, 0, 1, 1, to.newTerms())),
                request("decrement", (commands, key) -> commands.decrement(key, 0, 1, 1)),
                request("decrement under terms", (to, key) -> to.decrement(key, 0, 1, 1, to.newTerms())),
                request("store", (commands, key) -> commands.store(set(key, 1), key, 0)),
                request("store what is too large", (commands, key) -> commands.admit(set(key, 1 << 30))),
                request("store without memory", (commands, key) -> commands.refuse(set(key, 1))));
    }

    private static Arguments request(String name, Request request) {
        return Arguments.of(Named.of(name, request));
    }

    private static StoreRequest set(DirectBuffer key, int valueLength) {
        return new StoreRequest().begin(StoreVerb.SET, valueLength).key(key, 0, 1);
    }

    /** Takes no value, or any. */
    private enum NoRoom implements ItemReply {
        NEVER,
        ALWAYS;

        private static final UnsafeBuffer VALUE = new UnsafeBuffer(ByteBuffer.allocateDirect(64));

        @Override
        public long begin(int flags, long cas, int valueLength) {
            return this == ALWAYS ? NO_ROOM : VALUE.addressOffset();
        }

        @Override
        public void complete() {}

        @Override
        public void cancel() {}
    }

    private static Map<String, String> hotKeysOf(Commands commands) {
        return CollectedStats.of(target -> commands.stats(StatsGroup.HOT_KEYS, target));
    }

    @ParameterizedTest
    @MethodSource("requestsOfAKey")
    void shouldCountEachRequestOfAKeyOnce(Request request) {
        Commands commands = commands(CONFIG);
        DirectBuffer key = bytes("k");
        for (int i = 0; i < REQUESTS; i++) {
            request.of(commands, key);
        }
        Map<String, String> told = hotKeysOf(commands);
        assertThat(Long.parseLong(told.getOrDefault("hotkeys_samples", ""))).isBetween(850L, 1150L);
        assertThat(told.get("hotkey:k")).startsWith("100.00%,");
    }

    @Test
    void shouldNotCountWhatComesAgain() {
        Commands commands = commands(CONFIG);
        DirectBuffer key = bytes("k");
        commands.store(set(key, 1), key, 0);
        for (int i = 0; i < REQUESTS; i++) {
            assertThat(commands.get(key, 0, 1, NoRoom.ALWAYS)).isEqualTo(Status.NO_ROOM);
        }
        assertThat(hotKeysOf(commands).get("hotkeys_samples")).isIn("0", "1"); // of the store
    }

    @Test
    void shouldNotFindAnythingWhereThatIsSwitchedOff() {
        Commands commands = commands(CONFIG.withoutHotKeys());
        DirectBuffer key = bytes("k");
        for (int i = 0; i < REQUESTS; i++) {
            commands.touch(key, 0, 1, 0);
        }
        assertThat(commands.has(StatsGroup.HOT_KEYS)).isFalse();
        assertThat(hotKeysOf(commands)).isEmpty();
        assertThat(commands.isHot(key, 0, 1)).isFalse();
    }

    @Test
    void shouldNotShowKeysToThoseWhoMayNotSeeThem() {
        assertThat(commands(CONFIG).has(StatsGroup.HOT_KEYS)).isTrue();
        assertThat(commands(new CommandConfig("1", true, false, false)).has(StatsGroup.HOT_KEYS))
                .isFalse();
    }
}
