package io.ebbcache.server.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests that every script gives the same replies however its bytes arrive, and however slowly its replies leave. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public interface HoweverItArrives {

    /** A bound on replies that is never met. */
    int AMPLE_BYTES = 1 << 20;

    int MOST_SPLITS = 300;
    int LONGEST_BYTE_BY_BYTE = 10_000;

    /** The server that is asked. */
    LocalServer server();

    /** What it is asked, and has to answer. */
    List<? extends Exchange> scripts();

    @ParameterizedTest
    @MethodSource("scripts")
    default void shouldAnswerAsTheScriptSays(Exchange script) {
        assertReplies(script, AMPLE_BYTES, true, script.request().length());
    }

    @ParameterizedTest
    @MethodSource("scripts")
    default void shouldAnswerTheSameWhereverTheInputIsSplit(Exchange script) {
        int length = script.request().length();
        int step = Math.max(1, length / MOST_SPLITS);
        for (int split = 1; split < length; split += step) {
            assertReplies(script, AMPLE_BYTES, true, split);
        }
    }

    @ParameterizedTest
    @MethodSource("scripts")
    default void shouldAnswerTheSameByteByByte(Exchange script) {
        int length = script.request().length();
        if (length <= LONGEST_BYTE_BY_BYTE) {
            assertReplies(script, AMPLE_BYTES, true, IntStream.range(1, length).toArray());
        }
    }

    @ParameterizedTest
    @MethodSource("scripts")
    default void shouldAnswerTheSameInRandomPieces(Exchange script) {
        long seed = System.nanoTime();
        System.out.println(script + ": seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 10; round++) {
            int pieces = 1 + random.nextInt(20);
            int[] ends =
                    random.ints(pieces, 0, script.request().length()).sorted().toArray();
            assertReplies(script, AMPLE_BYTES, true, ends);
        }
    }

    /** With room for one reply only, each has to leave before the next is made. */
    @ParameterizedTest
    @MethodSource("scripts")
    default void shouldAnswerTheSameWhileRepliesLeaveSlowly(Exchange script) {
        assertReplies(script, 1, false, script.request().length());
        assertReplies(script, 5000, false, script.request().length() / 2);
    }

    private void assertReplies(Exchange script, int replyBound, boolean sendsAtOnce, int... ends) {
        server().store().flushAll();
        Conversation conversation = server().conversation(replyBound, sendsAtOnce);
        conversation.receive(script.request(), ends);
        conversation.drain();
        assertThat(script.comparable(conversation.replies()))
                .describedAs("%s, in pieces that end at %s", script, ends)
                .isEqualTo(script.reply());
        assertThat(conversation.isClosed()).isEqualTo(script.closes());
        server().end(conversation);
    }
}
