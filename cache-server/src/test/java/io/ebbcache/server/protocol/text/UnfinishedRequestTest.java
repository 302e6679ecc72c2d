package io.ebbcache.server.protocol.text;

import static io.ebbcache.server.protocol.text.Scripts.BAD_LINE;
import static io.ebbcache.server.protocol.text.Scripts.KEY_OF_251;
import static org.assertj.core.api.Assertions.assertThat;

import io.ebbcache.server.command.Access;
import io.ebbcache.server.command.ServerState;
import io.ebbcache.server.protocol.Conversation;
import io.ebbcache.server.protocol.LocalServer;
import io.ebbcache.store.TestStores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a client can leave unfinished, and what that may cost. */
class UnfinishedRequestTest {

    private static final int MIB = 1 << 20;
    private static final int READ_BYTES = 16 * 1024;

    private LocalServer server;
    private ServerState state;
    private Conversation conversation;

    @BeforeEach
    void open() {
        server = new LocalServer(
                TestStores.emulated(),
                Access.OPEN,
                MIB,
                2 * MIB,
                (commands, allocator, replies) -> new TextProtocol(commands, allocator).newDecoder(replies));
        state = server.state();
        conversation = server.conversation(MIB, true);
    }

    @AfterEach
    void close() {
        server.end(conversation);
        server.close();
    }

    private void receiveInReads(String bytes) {
        for (int from = 0; from < bytes.length(); from += READ_BYTES) {
            conversation.receive(bytes.substring(from, Math.min(bytes.length(), from + READ_BYTES)));
        }
    }

    @Test
    void shouldCloseWhereALineDoesNotEnd() {
        conversation.receive("x".repeat(2048));
        assertThat(conversation.isClosed()).isFalse();
        conversation.receive("x");
        assertThat(conversation.isClosed()).isTrue();
        assertThat(conversation.replies()).isEmpty();
    }

    @Test
    void shouldCloseWhereALineDoesNotEndInOneRead() {
        conversation.receive("get a\r\n" + "delete " + "x".repeat(READ_BYTES));
        assertThat(conversation.isClosed()).isTrue();
        assertThat(conversation.replies()).isEqualTo("END\r\n");
    }

    @Test
    void shouldExecuteALongLineThatEndsInTheSameRead() {
        conversation.receive("x".repeat(3000) + "\r\n");
        assertThat(conversation.replies()).isEqualTo("ERROR\r\n");
    }

    @Test
    void shouldNotTakeGatForGet() {
        conversation.receive("gat 0 " + "x ".repeat(1500));
        assertThat(conversation.isClosed()).isTrue();
    }

    @Test
    void shouldHoldAnUnfinishedLineForNextToNothing() {
        conversation.receive("get some-key");
        assertThat(conversation.memory()).isLessThanOrEqualTo(256);
        assertThat(state.requestBudget().used()).isZero();
        conversation.receive("\r\n");
        assertThat(conversation.replies()).isEqualTo("END\r\n");
        assertThat(conversation.memory()).isZero();
    }

    @Test
    void shouldCheckALineOf60KiBBeforeItsFirstKey() {
        conversation.receive("set a 0 0 1\r\nx\r\n");
        conversation.take();
        receiveInReads("get a" + " nothing".repeat(7500) + " " + KEY_OF_251 + "\r\nget b\r\n");
        assertThat(conversation.replies()).isEqualTo(BAD_LINE + "\r\nEND\r\n");
    }

    @Test
    void shouldTakeALineOf300KiBKeyByKey() {
        conversation.receive("set a 0 0 1\r\nx\r\n");
        conversation.take();
        receiveInReads("get a" + " nothing".repeat(40_000) + " " + KEY_OF_251 + " a\r\nget b\r\n");
        assertThat(conversation.replies()).isEqualTo("VALUE a 0 1\r\nx\r\n" + BAD_LINE + "\r\nEND\r\n");
        assertThat(state.requestBudget().used()).isZero();
    }

    @Test
    void shouldEndALineOfOneEndlessKey() {
        receiveInReads("get a" + " nothing".repeat(10_000));
        receiveInReads("x".repeat(300_000));
        assertThat(conversation.replies()).isEqualTo(BAD_LINE + "\r\n");
        assertThat(conversation.memory()).isZero();
        conversation.receive("get b\r\nget b\r\n");
        assertThat(conversation.replies()).isEqualTo(BAD_LINE + "\r\nEND\r\n");
    }

    @Test
    void shouldTakeALongLineKeyByKeyWhereThereIsNoMemoryForIt() {
        conversation.receive("set a 0 0 1\r\nx\r\n");
        conversation.take();
        assertThat(state.requestBudget().acquire(MIB)).isTrue();
        receiveInReads("get a" + " nothing".repeat(5000) + " a\r\nget b\r\n");
        assertThat(conversation.replies()).isEqualTo("VALUE a 0 1\r\nx\r\nVALUE a 0 1\r\nx\r\nEND\r\nEND\r\n");
        state.requestBudget().release(MIB);
    }

    @Test
    void shouldTakeMemoryForAValueOnlyAsItComes() {
        conversation.receive("set a 0 0 1000000\r\n");
        assertThat(conversation.memory()).isZero();
        conversation.receive("x".repeat(1000));
        assertThat(conversation.memory()).isLessThanOrEqualTo(2048);
        conversation.receive("x".repeat(99_000));
        assertThat(conversation.memory()).isLessThanOrEqualTo(200_000);
        assertThat(state.requestBudget().used()).isEqualTo(conversation.memory());
        receiveInReads("x".repeat(900_000) + "\r\n");
        assertThat(conversation.replies()).isEqualTo("STORED\r\n");
        assertThat(conversation.memory()).isZero();
    }

    @Test
    void shouldNotTouchTheStoreBeforeTheValueIsThere() {
        conversation.receive("set a 0 0 1\r\nx\r\n");
        long bytes = server.store().statistics().bytes();
        conversation.receive("set a 0 0 100000\r\n" + "y".repeat(99_999));
        assertThat(server.store().statistics().bytes()).isEqualTo(bytes);
    }

    @Test
    void shouldRefuseAValueWithoutMemoryAndStayInStep() {
        conversation.receive("set a 0 0 1\r\nx\r\nset b 0 0 1\r\nx\r\n");
        conversation.take();
        assertThat(state.requestBudget().acquire(MIB - 10_000)).isTrue();
        receiveInReads("set a 0 0 50000\r\n" + "y".repeat(50_000) + "\r\nadd b 0 0 50000\r\n" + "y".repeat(50_000)
                + "\r\nget a b\r\n");
        assertThat(conversation.replies())
                .isEqualTo("SERVER_ERROR out of memory storing object\r\n".repeat(2) + "VALUE b 0 1\r\nx\r\nEND\r\n");
        state.requestBudget().release(MIB - 10_000);
    }

    @Test
    void shouldRefuseAValueWithoutMemorySilently() {
        assertThat(state.requestBudget().acquire(MIB)).isTrue();
        receiveInReads("set a 0 0 50000 noreply\r\n" + "y".repeat(50_000) + "\r\nget a\r\n");
        assertThat(conversation.replies()).isEqualTo("END\r\n");
        state.requestBudget().release(MIB);
    }

    @Test
    void shouldForgetEverythingWithTheConnection() {
        conversation.receive("get a\r\nset a 0 0 100000\r\n" + "y".repeat(70_000));
        assertThat(state.requestBudget().used()).isPositive();
        conversation.close();
        assertThat(state.requestBudget().used()).isZero();
    }
}
