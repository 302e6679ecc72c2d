package io.ebbcache.server.protocol.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.ebbcache.server.command.Commands;
import io.ebbcache.server.command.ServerState;
import io.ebbcache.store.Store;
import io.ebbcache.store.TestStores;
import io.ebbcache.store.expiry.StoreClock;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every script gives the same replies however its bytes arrive, and however slowly its replies leave. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TextDecoderTest {

    private static final int MIB = 1 << 20;
    private static final int MOST_SPLITS = 300;

    private Store store;
    private ServerState state;
    private Commands commands;

    @BeforeAll
    void open() {
        // time stands still, as the scripts ask for seconds that are left
        long now = System.currentTimeMillis();
        store = TestStores.emulated(new StoreClock(() -> now));
        state = TextConversation.server(store, 4 * MIB, 4 * MIB);
        commands = state.newCommands();
    }

    @AfterAll
    void close() {
        store.close();
    }

    static List<Script> scripts() {
        return Scripts.all();
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void shouldAnswerAsTheScriptSays(Script script) {
        assertReplies(script, MIB, true, script.request().length());
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void shouldAnswerTheSameWhereverTheInputIsSplit(Script script) {
        int length = script.request().length();
        int step = Math.max(1, length / MOST_SPLITS);
        for (int split = 1; split < length; split += step) {
            assertReplies(script, MIB, true, split);
        }
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void shouldAnswerTheSameByteByByte(Script script) {
        int length = script.request().length();
        if (length <= 10_000) {
            assertReplies(script, MIB, true, IntStream.range(1, length).toArray());
        }
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void shouldAnswerTheSameInRandomPieces(Script script) {
        long seed = System.nanoTime();
        System.out.println(script + ": seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 10; round++) {
            int pieces = 1 + random.nextInt(20);
            int[] ends =
                    random.ints(pieces, 0, script.request().length()).sorted().toArray();
            assertReplies(script, MIB, true, ends);
        }
    }

    /** With room for one reply only, each has to leave before the next is made. */
    @ParameterizedTest
    @MethodSource("scripts")
    void shouldAnswerTheSameWhileRepliesLeaveSlowly(Script script) {
        assertReplies(script, 1, false, script.request().length());
        assertReplies(script, 5000, false, script.request().length() / 2);
    }

    private void assertReplies(Script script, int replyBound, boolean sendsAtOnce, int... ends) {
        store.flushAll();
        TextConversation conversation = new TextConversation(commands, replyBound, sendsAtOnce);
        conversation.receive(script.request(), ends);
        conversation.drain();
        assertThat(Script.comparable(conversation.replies()))
                .describedAs("%s, in pieces that end at %s", script, ends)
                .isEqualTo(script.reply());
        assertThat(conversation.isClosed()).isEqualTo(script.closes());
        conversation.close();
        assertThat(conversation.memory()).isZero();
        assertThat(state.requestBudget().used()).isZero();
        assertThat(state.replyBudget().used()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldAnswerAPipelineTheSameHoweverItArrives(int round) {
        long seed = System.nanoTime() + round;
        System.out.println("pipeline: seed " + seed);
        String request = new RandomPipeline(new Random(seed)).commands(400);
        String whole = replies(request, MIB, true);
        Random splits = new Random(seed);
        for (int i = 0; i < 20; i++) {
            int[] ends = splits.ints(1 + splits.nextInt(100), 0, request.length())
                    .sorted()
                    .toArray();
            assertThat(replies(request, MIB, true, ends))
                    .describedAs("seed %d", seed)
                    .isEqualTo(whole);
            assertThat(replies(request, 1 + splits.nextInt(2000), false, ends))
                    .describedAs("seed %d", seed)
                    .isEqualTo(whole);
        }
    }

    private String replies(String request, int replyBound, boolean sendsAtOnce, int... ends) {
        store.flushAll();
        TextConversation conversation = new TextConversation(commands, replyBound, sendsAtOnce);
        conversation.receive(request, ends);
        conversation.drain();
        String replies = Script.comparable(conversation.replies());
        conversation.close();
        assertThat(conversation.memory()).isZero();
        return replies;
    }
}
