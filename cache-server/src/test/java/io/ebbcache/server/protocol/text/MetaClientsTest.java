package io.ebbcache.server.protocol.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.ebbcache.server.command.Commands;
import io.ebbcache.server.command.ServerCounter;
import io.ebbcache.server.command.ServerState;
import io.ebbcache.store.Store;
import io.ebbcache.store.TestStores;
import io.ebbcache.store.expiry.StoreClock;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two clients of one server, and what the meta commands let them do with each other. */
class MetaClientsTest {

    private static final int MIB = 1 << 20;
    private static final Pattern CAS = Pattern.compile(" c(\\d+)");

    private final AtomicLong unixMillis = new AtomicLong(1_700_000_000_000L);
    private final StoreClock clock = new StoreClock(unixMillis::get);
    private final Store store = TestStores.emulated(clock);
    private final ServerState state = TextConversation.server(store, 2 * MIB, 2 * MIB);
    private final Commands commands = state.newCommands();
    private final TextConversation one = new TextConversation(commands, MIB, true);
    private final TextConversation two = new TextConversation(commands, MIB, true);

    @AfterEach
    void close() {
        one.close();
        two.close();
        store.close();
    }

    private static String ask(TextConversation client, String request) {
        client.receive(request);
        return client.take();
    }

    private static String cas(String reply) {
        Matcher matcher = CAS.matcher(reply);
        assertThat(matcher.find()).as(reply).isTrue();
        return matcher.group(1);
    }

    private void passSeconds(long seconds) {
        unixMillis.addAndGet(seconds * 1000);
        clock.tick();
    }

    @Test
    void shouldLetOneFillWhatIsMissingWhileTheOtherWaits() {
        assertThat(ask(one, "mg a N30 v t\r\n")).isEqualTo("VA 0 t30 W\r\n\r\n");
        assertThat(ask(two, "mg a N30 v t\r\n")).isEqualTo("VA 0 t30 Z\r\n\r\n");
        assertThat(ask(one, "ms a 5 T90\r\nhello\r\n")).isEqualTo("HD\r\n");
        assertThat(ask(two, "mg a N30 v t\r\n")).isEqualTo("VA 5 t90\r\nhello\r\n");
    }

    @Test
    void shouldServeWhatIsStaleUntilTheWinnerHasFilledIt() {
        ask(one, "ms a 3\r\nold\r\n");
        assertThat(ask(one, "md a I T30\r\n")).isEqualTo("HD\r\n");
        String won = ask(two, "mg a v c t\r\n");
        assertThat(won).matches("VA 3 c\\d+ t30 X W\r\nold\r\n");
        assertThat(ask(one, "mg a v\r\n")).isEqualTo("VA 3 Z X\r\nold\r\n");
        assertThat(ask(two, "ms a 3 C" + cas(won) + " T90\r\nnew\r\n")).isEqualTo("HD\r\n");
        assertThat(ask(one, "mg a v t\r\n")).isEqualTo("VA 3 t90\r\nnew\r\n");
    }

    @Test
    void shouldKeepStaleWhatTheWinnerFillsTooLate() {
        ask(one, "ms a 3 T60\r\nold\r\n");
        ask(one, "md a I\r\n");
        String won = ask(two, "mg a c\r\n");
        ask(one, "md a I\r\n");
        String late = "ms a 3 I C" + cas(won) + " c\r\nnew\r\n";
        assertThat(ask(two, "ms a 3 C" + cas(won) + "\r\nnew\r\n")).isEqualTo("EX\r\n");
        assertThat(ask(two, late)).matches("HD c\\d+\r\n");
        assertThat(ask(one, "mg a v t\r\n")).isEqualTo("VA 3 t60 X W\r\nnew\r\n");
    }

    @Test
    void shouldLetOneRefreshWhatExpiresSoon() {
        ask(one, "ms a 1 T60\r\nx\r\n");
        passSeconds(35);
        assertThat(ask(one, "mg a R30 t l h\r\n")).isEqualTo("HD t25 l35 h0 W\r\n");
        assertThat(ask(two, "mg a R30 t l h\r\n")).isEqualTo("HD t25 l0 h1 Z\r\n");
        passSeconds(25);
        assertThat(ask(two, "mg a\r\n")).isEqualTo("EN\r\n");
    }

    @Test
    void shouldTellNumbersThatHold() {
        String stored = ask(one, "ms a 1 c\r\nx\r\n");
        assertThat(ask(two, "mg a c\r\n")).isEqualTo("HD c" + cas(stored) + "\r\n");
        assertThat(ask(two, "mg a v C" + cas(stored) + "\r\n")).isEqualTo("HD\r\n");
        assertThat(ask(two, "ms a 1 C" + cas(stored) + "\r\n1\r\n")).isEqualTo("HD\r\n");
        assertThat(ask(one, "md a C" + cas(stored) + "\r\n")).isEqualTo("EX\r\n");
        String counted = ask(one, "ma a c\r\n");
        assertThat(ask(two, "gets a\r\n")).isEqualTo("VALUE a 0 1 " + cas(counted) + "\r\n2\r\nEND\r\n");
        assertThat(ask(two, "ma a C" + cas(counted) + " v\r\n")).isEqualTo("VA 1\r\n3\r\n");
        String appended = ask(one, "ms a 1 MA c\r\n0\r\n");
        assertThat(ask(two, "md a C" + cas(appended) + "\r\n")).isEqualTo("HD\r\n");
    }

    @Test
    void shouldMixUpNothingWhileTwoValuesAreOnTheirWay() {
        one.receive("ms Zm9v 5 b k Oone\r\nhe");
        two.receive("ms YmFy 5 b k Otwo q\r\nwo");
        one.receive("llo\r\n");
        two.receive("rld\r\nmg foo v k\r\nmg bar v k\r\n");
        assertThat(one.take()).isEqualTo("HD kZm9v b Oone\r\n");
        assertThat(two.take()).isEqualTo("VA 5 kfoo\r\nhello\r\nVA 5 kbar\r\nworld\r\n");
    }

    @Test
    void shouldSendWhatIsPendingOnMn() {
        TextConversation slow = new TextConversation(commands, MIB, true);
        slow.receive("mg a\r\nmn\r\n");
        assertThat(slow.take()).isEqualTo("EN\r\nMN\r\n");
        slow.close();
    }

    @Test
    void shouldWinOnceThoughTheReplyHasToWait() {
        String value = "x".repeat(MIB - 1000);
        ask(one, "ms a " + value.length() + "\r\n" + value + "\r\n");
        ask(one, "md a I\r\n");
        TextConversation slow = new TextConversation(commands, 1, false);
        slow.receive("mg a v\r\nmg a v\r\nmg a v\r\n");
        slow.drain();
        String rest = value + "\r\n";
        String head = "VA " + value.length();
        assertThat(slow.take().equals(head + " X W\r\n" + rest + (head + " Z X\r\n" + rest).repeat(2)))
                .isTrue();
        slow.close();
    }

    @Test
    void shouldCountMetaCommands() {
        ask(one, "mg a\r\nms a 1\r\nx\r\nget a\r\nmn\r\nms a x\r\n");
        assertThat(state.counters().get(ServerCounter.COMMANDS_META)).isEqualTo(4);
        assertThat(state.counters().get(ServerCounter.COMMANDS)).isEqualTo(5);
        assertThat(state.counters().get(ServerCounter.COMMANDS_BAD)).isEqualTo(1);
    }
}
