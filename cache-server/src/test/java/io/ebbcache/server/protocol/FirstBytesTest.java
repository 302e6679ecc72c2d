package io.ebbcache.server.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ebbcache.server.command.Access;
import io.ebbcache.server.command.Access.Wire;
import io.ebbcache.server.command.Commands;
import io.ebbcache.server.command.Credentials;
import io.ebbcache.server.command.RequestDecoder;
import io.ebbcache.server.command.ServerCounter;
import io.ebbcache.store.Store;
import io.ebbcache.store.TestStores;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which protocol a connection speaks, and who may speak text. */
class FirstBytesTest {

    private static final int MIB = 1 << 20;
    private static final String NOOP = "\u0080\n" + "\0".repeat(22);
    private static final String NOOP_DONE = "\u0081\n" + "\0".repeat(22);
    private static final String UNAUTHENTICATED = "CLIENT_ERROR unauthenticated\r\n";
    private static final String BAD_LINE = "CLIENT_ERROR bad command line format\r\n";
    private static final String FAILURE = "CLIENT_ERROR authentication failure\r\n";
    private static final String BAD_TOKEN = "CLIENT_ERROR bad authentication token format\r\n";
    private static final String BAD_TERMINATION = "CLIENT_ERROR bad command line termination\r\n";

    private final Credentials credentials = new Credentials("user:pass\nx:y".getBytes(UTF_8));

    private Store store;

    @BeforeEach
    void open() {
        store = TestStores.emulated();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Commands server(Access access) {
        return Conversation.server(store, access, MIB, 2 * MIB).newCommands();
    }

    private static Conversation conversation(Commands commands, int replyBound, boolean sendsAtOnce) {
        return new Conversation(
                (allocator, replies) -> new Protocols(commands, allocator).newDecoder(replies),
                commands.state().replyBudget(),
                replyBound,
                sendsAtOnce);
    }

    /** What is answered, with whether the connection is closed; the same in one piece, in two and byte by byte. */
    private String replies(Access access, String request) {
        Commands commands = server(access);
        String whole = replies(commands, request, MIB, true);
        assertThat(replies(
                        commands,
                        request,
                        MIB,
                        true,
                        IntStream.range(1, request.length()).toArray()))
                .isEqualTo(whole);
        for (int split = 1; split < request.length(); split++) {
            assertThat(replies(commands, request, MIB, true, split)).isEqualTo(whole);
        }
        assertThat(replies(commands, request, 1, false)).isEqualTo(whole);
        return whole;
    }

    private static String replies(Commands commands, String request, int bound, boolean sendsAtOnce, int... ends) {
        Conversation conversation = conversation(commands, bound, sendsAtOnce);
        conversation.receive(request, ends);
        conversation.drain();
        String replies = conversation.replies() + (conversation.isClosed() ? "<closed>" : "");
        conversation.close();
        assertThat(conversation.memory()).isZero();
        assertThat(commands.state().requestBudget().used()).isZero();
        assertThat(commands.state().replyBudget().used()).isZero();
        return replies;
    }

    private static Access open(Wire wire) {
        return new Access(wire, null);
    }

    @Test
    void shouldKnowTheProtocolByItsFirstByte() {
        assertThat(replies(open(Wire.AUTO), "get a\r\n".repeat(2))).isEqualTo("END\r\nEND\r\n");
        assertThat(replies(open(Wire.AUTO), NOOP + NOOP)).isEqualTo(NOOP_DONE + NOOP_DONE);
    }

    @Test
    void shouldSpeakOneProtocolOnly() {
        assertThat(replies(open(Wire.ASCII), "get a\r\n")).isEqualTo("END\r\n");
        assertThat(replies(open(Wire.ASCII), NOOP + "\r\nget a\r\n")).isEqualTo(BAD_LINE + "ERROR\r\nEND\r\n");
        assertThat(replies(open(Wire.BINARY), NOOP)).isEqualTo(NOOP_DONE);
        assertThat(replies(open(Wire.BINARY), "get a\r\n" + "x".repeat(20))).isEqualTo("<closed>");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "get a~                                | UNAUTHENTICATED",
                "~                                     | UNAUTHENTICATED",
                "version~quit~                         | UNAUTHENTICATED UNAUTHENTICATED",
                "add k 0 0 9~                          | UNAUTHENTICATED",
                "set k 0 0~                            | UNAUTHENTICATED",
                "set k 0 0 x~                          | UNAUTHENTICATED",
                "set k 0 0 -1~                         | UNAUTHENTICATED",
                "set k 0 0 9~user pass~get a~          | STORED END",
                "set k 0 0 9 noreply~user pass~        | STORED",
                "set k 0 0 12~user  pass z~get a~      | STORED END",
                "set k 0 0 3~x y~                      | STORED",
                "set k 0 0 9~user pasx~get a~          | FAILURE UNAUTHENTICATED",
                "set k 0 0 9~uses pass~                | FAILURE",
                "set k 0 0 8~user pas~                 | FAILURE",
                "set k 0 0 6~user y~                   | FAILURE",
                "set k 0 0 4~user~                     | BAD_TOKEN",
                "set k 0 0 0~~get a~                   | BAD_TOKEN UNAUTHENTICATED",
                "set k 0 0 9~user passx~               | BAD_TERMINATION UNAUTHENTICATED",
                "set k 0 0 9~user pasx~set k 0 0 9~user pass~get a~ | FAILURE STORED END",
                "set k 0 0 10~us~r pass~get a~         | FAILURE UNAUTHENTICATED",
                "set k 0 0 4~~~~get a~                 | BAD_TOKEN UNAUTHENTICATED",
                "set k 0 0 100000~xxxxxxxx             | BAD_TOKEN CLOSED",
                "set k 0 0 2147483645~xxxxxxxx         | BAD_TOKEN CLOSED"
            })
    void shouldTakeNoTextCommandBeforeTheRightWords(String request, String expected) {
        String replies = expected.replace("UNAUTHENTICATED", UNAUTHENTICATED)
                .replace("FAILURE", FAILURE)
                .replace("BAD_TOKEN", BAD_TOKEN)
                .replace("BAD_TERMINATION", BAD_TERMINATION)
                .replace("STORED", "STORED\r\n")
                .replace("END", "END\r\n")
                .replace("CLOSED", "<closed>");
        Access access = new Access(Wire.ASCII, credentials);
        assertThat(replies(access, request.replace("~", "\r\n"))).isEqualTo(replies.replace("\r\n ", "\r\n"));
    }

    @Test
    void shouldCountWhoSaysWhoHeIs() {
        Commands commands = server(new Access(Wire.ASCII, credentials));
        replies(commands, "get a\r\nset k 0 0 9\r\nuser pasx\r\nset k 0 0 9\r\nuser pass\r\n", MIB, true);
        assertThat(commands.state().counters().get(ServerCounter.AUTH_COMMANDS)).isEqualTo(2);
        assertThat(commands.state().counters().get(ServerCounter.AUTH_ERRORS)).isEqualTo(1);
    }

    @Test
    void shouldEndALineWithoutAnEnd() {
        assertThat(replies(new Access(Wire.ASCII, credentials), "x".repeat(2100)))
                .isEqualTo("<closed>");
    }

    @Test
    void shouldTakeBinaryForJunkWhereOnlyTextMayLogIn() {
        assertThat(replies(new Access(Wire.ASCII, credentials), NOOP + "\r\n"))
                .isEqualTo(UNAUTHENTICATED + UNAUTHENTICATED);
    }

    @Test
    void shouldAskBinaryClientsToo() {
        Access both = new Access(Wire.AUTO, credentials);
        assertThat(replies(both, NOOP)).contains("Auth failure.").endsWith("<closed>");
        assertThat(replies(both, "get a\r\n")).isEqualTo(UNAUTHENTICATED);
    }

    @Test
    void shouldHoldWordsOfStrangersForNextToNothing() {
        Commands commands = server(new Access(Wire.ASCII, credentials));
        Conversation conversation = conversation(commands, MIB, true);
        conversation.receive("set k 0 0 2000\r\n" + "x".repeat(1900));
        assertThat(conversation.memory()).isLessThanOrEqualTo(RequestDecoder.FREE_BYTES);
        assertThat(commands.state().requestBudget().used()).isZero();
        conversation.close();
    }
}
