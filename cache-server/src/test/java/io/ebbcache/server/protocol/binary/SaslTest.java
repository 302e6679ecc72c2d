package io.ebbcache.server.protocol.binary;

import static io.ebbcache.server.protocol.binary.Packet.reply;
import static io.ebbcache.server.protocol.binary.Packet.request;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ebbcache.server.command.Access;
import io.ebbcache.server.command.Credentials;
import io.ebbcache.server.command.RequestDecoder;
import io.ebbcache.server.command.ServerCounter;
import io.ebbcache.server.command.ServerState;
import io.ebbcache.server.protocol.Conversation;
import io.ebbcache.server.protocol.LocalServer;
import io.ebbcache.store.TestStores;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody gets in who does not know a password, whatever he tries. */
class SaslTest {

    private static final int MIB = 1 << 20;
    private static final int MOST_SPLITS = 300;
    private static final Packet GET = request(0, "a");
    private static final Packet MISS = reply(0, 1, "Not found");
    private static final Packet WELCOME = reply(0x21, 0, "Authenticated");

    private final Credentials credentials = new Credentials("ann:secret\nbob:a:b c".getBytes(UTF_8));

    private LocalServer server;
    private ServerState state;
    private Conversation conversation;
    private final StringBuilder told = new StringBuilder();
    private final StringBuilder answered = new StringBuilder();

    @BeforeEach
    void open() {
        server = new LocalServer(
                TestStores.emulated(),
                new Access(Access.Wire.AUTO, credentials),
                MIB,
                2 * MIB,
                (commands, allocator, replies) -> new BinaryProtocol(commands, allocator).newDecoder(replies));
        state = server.state();
        conversation = conversation();
    }

    private Conversation conversation() {
        return server.conversation(MIB, true);
    }

    /** Nothing is held, and all would have been answered the same however it had arrived. */
    @AfterEach
    void close() {
        server.end(conversation);
        for (int split = 1; split < Math.min(told.length(), MOST_SPLITS); split++) {
            assertAnsweredAlike(split);
        }
        assertAnsweredAlike(IntStream.range(1, Math.max(1, told.length())).toArray());
        server.close();
    }

    private void assertAnsweredAlike(int... ends) {
        Conversation again = conversation();
        again.receive(told.toString(), ends);
        assertThat(again.replies()).isEqualTo(answered.toString());
        server.end(again);
    }

    private static Packet login(String message) {
        return request(0x21, "PLAIN").value(message);
    }

    private static Packet refused(int opcode) {
        return reply(opcode, 0x20, "Auth failure.");
    }

    private void tell(String bytes) {
        conversation.receive(bytes);
        told.append(bytes);
    }

    private void assertReplies(String request, Packet... replies) {
        tell(request);
        StringBuilder expected = new StringBuilder();
        for (Packet reply : replies) {
            expected.append(reply.bytes());
        }
        assertThat(conversation.take()).isEqualTo(expected.toString());
        answered.append(expected);
    }

    @Test
    void shouldLetInWhoKnowsThePassword() {
        assertReplies(request(0x20).bytes(), reply(0x20, 0, "PLAIN"));
        assertReplies(login("\0ann\0secret").bytes() + GET.bytes(), WELCOME, MISS);
        assertThat(state.counters().get(ServerCounter.AUTH_COMMANDS)).isEqualTo(1);
        assertThat(state.counters().get(ServerCounter.AUTH_ERRORS)).isZero();
    }

    @Test
    void shouldLetInWhoSaysTwiceWhoHeIs() {
        assertReplies(login("ann\0ann\0secret").bytes() + GET.bytes(), WELCOME, MISS);
    }

    @Test
    void shouldTakePasswordsWithColonsAndSpaces() {
        assertReplies(login("\0bob\0a:b c").bytes() + GET.bytes(), WELCOME, MISS);
    }

    @Test
    void shouldTakeTheMessageOneStepLater() {
        assertReplies(request(0x21, "PLAIN").bytes(), reply(0x21).status(0x21));
        assertReplies(
                request(0x22, "PLAIN").value("\0ann\0secret").bytes() + GET.bytes(),
                reply(0x22, 0, "Authenticated"),
                MISS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\0ann\0secre",
                "\0ann\0secrets",
                "\0ann\0",
                "\0\0secret",
                "\0an\0secret",
                "\0bob\0secret",
                "\0ann\0secret\0",
                "bob\0ann\0secret",
                "ann\0secret",
                "\0ann",
                "\0\0",
                "\0",
                "ann secret"
            })
    void shouldRefuseAllOtherMessages(String message) {
        assertReplies(login(message).bytes() + GET.bytes(), refused(0x21), refused(0));
        assertThat(conversation.isClosed()).isTrue();
        assertThat(state.counters().get(ServerCounter.AUTH_ERRORS)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 5, 7, 8, 9, 0x0a, 0x10, 0x11, 0x1c, 0x55})
    void shouldRefuseCommandsOfStrangers(int opcode) {
        assertReplies(request(opcode, "a").bytes() + GET.bytes(), refused(opcode));
        assertThat(conversation.isClosed()).isTrue();
    }

    @Test
    void shouldTellStrangersItsVersion() {
        assertReplies(request(0x0b).bytes(), reply(0x0b, 0, "1.2.3"));
    }

    @Test
    void shouldRefuseCommandsAfterAFailedStep() {
        assertReplies(request(0x21, "PLAIN").bytes(), reply(0x21).status(0x21));
        assertReplies(request(0x22, "PLAIN").value("\0ann\0wrong").bytes(), refused(0x22));
        assertReplies(request(0x22, "PLAIN").value("\0ann\0secret").bytes(), refused(0x22));
        assertReplies(GET.bytes(), refused(0));
    }

    @Test
    void shouldRefuseAStepThatNobodyBegan() {
        assertReplies(request(0x22, "PLAIN").value("\0ann\0secret").bytes() + GET.bytes(), refused(0x22), refused(0));
    }

    @Test
    void shouldForgetWhoBeginsAnew() {
        assertReplies(login("\0ann\0secret").bytes() + login("\0ann\0wrong").bytes(), WELCOME, refused(0x21));
        assertReplies(GET.bytes(), refused(0));
    }

    @Test
    void shouldRefuseOtherMechanisms() {
        assertReplies(request(0x21, "PLAI").value("\0ann\0secret").bytes(), refused(0x21));
        assertReplies(request(0x21, "CRAM-MD5").bytes(), refused(0x21));
        assertReplies(
                request(0x21, "X".repeat(33)).value("abc").bytes()
                        + request(0x0b).bytes(),
                reply(0x21, 4, "Invalid arguments"),
                reply(0x0b, 0, "1.2.3"));
    }

    @Test
    void shouldCloseWhereNoMechanismIsNamed() {
        assertReplies(request(0x21).value("\0ann\0secret").bytes(), reply(0x21, 4, "Invalid arguments"));
        assertThat(conversation.isClosed()).isTrue();
    }

    @Test
    void shouldSwallowAHugeMessageWithoutKeepingIt() {
        String huge = login("\0ann\0" + "x".repeat(100_000)).bytes();
        tell(huge.substring(0, 50_000));
        assertThat(conversation.memory()).isZero();
        assertReplies(huge.substring(50_000) + request(0x0b).bytes(), refused(0x21), reply(0x0b, 0, "1.2.3"));
    }

    @Test
    void shouldKeepAnUnfinishedMessageWithinWhatIsFree() {
        conversation.receive(login("\0ann\0" + "x".repeat(1000)).bytes().substring(0, 1000));
        assertThat(conversation.memory()).isLessThanOrEqualTo(RequestDecoder.FREE_BYTES);
        assertThat(state.requestBudget().used()).isZero();
    }
}
