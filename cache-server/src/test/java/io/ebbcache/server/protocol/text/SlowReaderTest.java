package io.ebbcache.server.protocol.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.ebbcache.server.command.ReplyBuffer;
import io.ebbcache.server.command.ServerState;
import io.ebbcache.store.Store;
import io.ebbcache.store.TestStores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients that ask for much and take little. */
class SlowReaderTest {

    private static final int MIB = 1 << 20;
    private static final int BOUND = 64 * 1024;
    private static final String NO_MEMORY = "SERVER_ERROR out of memory writing get response\r\n";

    private Store store;
    private ServerState state;
    private TextConversation slow;
    private TextConversation other;

    @BeforeEach
    void open() {
        store = TestStores.emulated();
        state = TextConversation.server(store, 2 * MIB, 2 * MIB);
        slow = new TextConversation(state.newCommands(), BOUND, false);
        other = new TextConversation(state.newCommands(), BOUND, true);
    }

    @AfterEach
    void close() {
        slow.close();
        other.close();
        assertThat(slow.memory() + other.memory()).isZero();
        assertThat(state.replyBudget().used()).isZero();
        assertThat(state.requestBudget().used()).isZero();
        store.close();
    }

    private void store(String key, int length) {
        other.receive("set " + key + " 0 0 " + length + "\r\n" + "v".repeat(length) + "\r\n");
        assertThat(other.take()).isEqualTo("STORED\r\n");
    }

    private static String value(String key, int length) {
        return "VALUE " + key + " 0 " + length + "\r\n" + "v".repeat(length) + "\r\n";
    }

    @Test
    void shouldStopInTheMiddleOfAMultiget() {
        store("a", 1000);
        slow.receive("get" + " a".repeat(1000) + "\r\nget b\r\n");
        assertThat(slow.isWaiting()).isTrue();
        assertThat(slow.waitingBytes()).isBetween((long) BOUND, BOUND + 2000L);
        assertThat(slow.memory()).isLessThan(3 * BOUND);
        slow.drain();
        assertThat(slow.replies()).isEqualTo(value("a", 1000).repeat(1000) + "END\r\nEND\r\n");
    }

    @Test
    void shouldStopInTheMiddleOfAPipeline() {
        slow.receive("version\r\n".repeat(20_000));
        assertThat(slow.isWaiting()).isTrue();
        assertThat(slow.waitingBytes()).isLessThan(BOUND + 1000L);
        slow.drain();
        assertThat(slow.replies()).isEqualTo("VERSION 1.2.3\r\n".repeat(20_000));
    }

    @Test
    void shouldHoldNoMoreThanOneValueBeyondTheBound() {
        store("a", 1_000_000);
        slow.receive("get a a a a\r\n");
        assertThat(slow.isWaiting()).isTrue();
        assertThat(slow.memory()).isLessThan(1_000_000 + 2 * BOUND);
        slow.drain();
        assertThat(slow.replies()).isEqualTo(value("a", 1_000_000).repeat(4) + "END\r\n");
    }

    @Test
    void shouldRefuseAValueWhereOthersHaveUsedUpTheMemory() {
        store("a", 100_000);
        store("b", 10);
        assertThat(state.replyBudget().acquire(2 * MIB)).isTrue();
        other.receive("get b a b\r\nget b\r\n");
        assertThat(other.take()).isEqualTo(value("b", 10) + NO_MEMORY + value("b", 10) + "END\r\n");
        state.replyBudget().release(2 * MIB);
        other.receive("get b a b\r\n");
        assertThat(other.take()).isEqualTo(value("b", 10) + value("a", 100_000) + value("b", 10) + "END\r\n");
    }

    @Test
    void shouldServeSmallRepliesWhereOthersHaveUsedUpTheMemory() {
        store("b", 10);
        assertThat(state.replyBudget().acquire(2 * MIB)).isTrue();
        String pipeline = "get b\r\nget c\r\nset c 0 0 1 noreply\r\nx\r\ndelete c\r\n".repeat(1000);
        other.receive(pipeline);
        assertThat(other.take()).isEqualTo((value("b", 10) + "END\r\nEND\r\nDELETED\r\n").repeat(1000));
        slow.receive(pipeline);
        assertThat(slow.memory()).isLessThanOrEqualTo(ReplyBuffer.FREE_CHUNK_BYTES);
        slow.drain();
        assertThat(slow.replies()).isEqualTo((value("b", 10) + "END\r\nEND\r\nDELETED\r\n").repeat(1000));
        state.replyBudget().release(2 * MIB);
    }

    @Test
    void shouldRefuseStatisticsWithoutMemory() {
        assertThat(state.replyBudget().acquire(2 * MIB)).isTrue();
        other.receive("get a\r\nstats\r\nget a\r\n");
        assertThat(other.take()).isEqualTo("END\r\nSERVER_ERROR out of memory writing stats\r\nEND\r\n");
        state.replyBudget().release(2 * MIB);
    }

    @Test
    void shouldWaitForItsOwnRepliesRatherThanFail() {
        store("a", 900_000);
        TextConversation third = new TextConversation(state.newCommands(), BOUND, false);
        slow.receive("get a\r\n");
        third.receive("get a a a\r\n");
        assertThat(state.replyBudget().used())
                .isLessThanOrEqualTo(state.replyBudget().limit());
        slow.drain();
        third.drain();
        assertThat(third.replies()).isEqualTo(value("a", 900_000).repeat(3) + "END\r\n");
        third.close();
    }

    @Test
    void shouldGiveBackWhatADeadClientNeverTook() {
        store("a", 500_000);
        slow.receive("get a a a\r\n");
        assertThat(state.replyBudget().used()).isPositive();
        slow.close();
        assertThat(state.replyBudget().used()).isZero();
    }
}
