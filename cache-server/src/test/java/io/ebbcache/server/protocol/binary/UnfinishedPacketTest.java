package io.ebbcache.server.protocol.binary;

import static io.ebbcache.server.protocol.binary.Packet.reply;
import static io.ebbcache.server.protocol.binary.Packet.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.ebbcache.server.command.Access;
import io.ebbcache.server.command.ReplyBuffer;
import io.ebbcache.server.command.RequestDecoder;
import io.ebbcache.server.command.ServerState;
import io.ebbcache.server.protocol.Conversation;
import io.ebbcache.server.protocol.LocalServer;
import io.ebbcache.store.TestStores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a client can leave unfinished or unread, and what that may cost. */
class UnfinishedPacketTest {

    private static final int MIB = 1 << 20;
    private static final int READ_BYTES = 16 * 1024;
    private static final String OUT_OF_MEMORY = "Out of memory";

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
                (commands, allocator, replies) -> new BinaryProtocol(commands, allocator).newDecoder(replies));
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

    private static Packet set(String key, String value) {
        return request(1, key).ints(0, 0).value(value);
    }

    @Test
    void shouldHoldTheLongestKeyForNextToNothing() {
        String packet = request(5, "k".repeat(250)).number(1, 1, -1).bytes();
        conversation.receive(packet.substring(0, packet.length() - 1));
        assertThat(conversation.memory()).isLessThanOrEqualTo(RequestDecoder.FREE_BYTES);
        assertThat(state.requestBudget().used()).isZero();
        conversation.receive(packet.substring(packet.length() - 1));
        assertThat(conversation.replies()).isEqualTo(reply(5, 1, "Not found").bytes());
        assertThat(conversation.memory()).isZero();
    }

    @Test
    void shouldAnswerAWrongHeaderBeforeItsBodyHasCome() {
        conversation.receive(set("a", "x".repeat(1000)).keyLength(0).bytes().substring(0, 24));
        assertThat(conversation.replies())
                .isEqualTo(reply(1, 4, "Invalid arguments").bytes());
        assertThat(conversation.isClosed()).isTrue();
    }

    @Test
    void shouldTakeMemoryForAValueOnlyAsItComes() {
        String packet = set("a", "x".repeat(1_000_000)).bytes();
        conversation.receive(packet.substring(0, 33));
        assertThat(conversation.memory()).isZero();
        conversation.receive(packet.substring(33, 1033));
        assertThat(conversation.memory()).isLessThanOrEqualTo(2048);
        receiveInReads(packet.substring(1033, 100_033));
        assertThat(conversation.memory()).isLessThanOrEqualTo(200_000);
        assertThat(state.requestBudget().used()).isEqualTo(conversation.memory());
        receiveInReads(packet.substring(100_033));
        assertThat(PacketScript.withoutCas(conversation.replies()))
                .isEqualTo(reply(1).someCas().bytes());
        assertThat(conversation.memory()).isZero();
    }

    @Test
    void shouldTakeNoMemoryForABodyThatItSwallows() {
        String tooLarge = set("a", "x".repeat(2_000_000)).bytes();
        receiveInReads(tooLarge.substring(0, 1_900_000));
        assertThat(conversation.memory()).isZero();
        receiveInReads(tooLarge.substring(1_900_000) + request(0x0a).bytes());
        assertThat(conversation.replies())
                .isEqualTo(reply(1, 3, "Too large.").bytes() + reply(0x0a).bytes());
    }

    @Test
    void shouldRefuseAValueWithoutMemoryAndStayInStep() {
        conversation.receive(set("a", "x").bytes() + set("b", "x").bytes());
        conversation.take();
        assertThat(state.requestBudget().acquire(MIB - 10_000)).isTrue();
        String value = "y".repeat(50_000);
        Packet add = request(0x12, "b").ints(0, 0).value(value);
        receiveInReads(set("a", value).bytes()
                + add.bytes()
                + request(9, "a").bytes()
                + request(9, "b").bytes());
        assertThat(PacketScript.withoutCas(conversation.replies()))
                .isEqualTo(reply(1, 0x82, OUT_OF_MEMORY).bytes()
                        + reply(0x12, 0x82, OUT_OF_MEMORY).bytes()
                        + reply(9).ints(0).value("x").someCas().bytes());
        state.requestBudget().release(MIB - 10_000);
    }

    @Test
    void shouldRefuseAHitWhereOthersHaveUsedUpTheMemory() {
        receiveInReads(set("a", "y".repeat(100_000)).bytes() + set("b", "x").bytes());
        conversation.take();
        assertThat(state.replyBudget().acquire(2 * MIB)).isTrue();
        String gets = request(9, "a").bytes()
                + request(9, "b").bytes()
                + request(0x10).bytes();
        conversation.receive(gets);
        assertThat(PacketScript.withoutCas(conversation.replies()))
                .isEqualTo(reply(9, 0x82, OUT_OF_MEMORY).bytes()
                        + reply(9).ints(0).value("x").someCas().bytes()
                        + reply(0x10, 0x82, OUT_OF_MEMORY).bytes());
        state.replyBudget().release(2 * MIB);
    }

    @Test
    void shouldStopInTheMiddleOfAPipelineThatNobodyReads() {
        receiveInReads(set("a", "y".repeat(1000)).bytes());
        Conversation slow = server.conversation(64 * 1024, false);
        slow.receive(request(0x0d, "a").bytes().repeat(1000) + request(0x0a).bytes());
        assertThat(slow.isWaiting()).isTrue();
        assertThat(slow.waitingBytes()).isLessThan(66 * 1024);
        assertThat(slow.memory()).isLessThan(3 * 64 * 1024);
        slow.drain();
        String hit =
                reply(0x0d).ints(0).key("a").value("y".repeat(1000)).someCas().bytes();
        assertThat(PacketScript.withoutCas(slow.replies()))
                .isEqualTo(hit.repeat(1000) + reply(0x0a).bytes());
        slow.close();
        assertThat(slow.memory()).isZero();
    }

    @Test
    void shouldServeSmallRepliesFromWhatIsFree() {
        assertThat(state.replyBudget().acquire(2 * MIB)).isTrue();
        Conversation slow = server.conversation(64 * 1024, false);
        slow.receive(request(0, "a").bytes().repeat(1000));
        assertThat(slow.memory()).isLessThanOrEqualTo(ReplyBuffer.FREE_CHUNK_BYTES);
        slow.drain();
        assertThat(slow.replies()).isEqualTo(reply(0, 1, "Not found").bytes().repeat(1000));
        slow.close();
        state.replyBudget().release(2 * MIB);
    }

    @Test
    void shouldForgetEverythingWithTheConnection() {
        receiveInReads(set("a", "x".repeat(100_000)).bytes().substring(0, 70_000));
        assertThat(state.requestBudget().used()).isPositive();
        conversation.close();
        assertThat(state.requestBudget().used()).isZero();
    }
}
