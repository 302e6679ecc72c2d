package io.ebbcache.server.protocol.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.ebbcache.server.command.Access;
import io.ebbcache.server.protocol.Conversation;
import io.ebbcache.server.protocol.HoweverItArrives;
import io.ebbcache.server.protocol.LocalServer;
import io.ebbcache.store.TestStores;
import io.ebbcache.store.expiry.StoreClock;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts and random pipelines, however they arrive. */
class TextDecoderTest implements HoweverItArrives {

    private static final int MIB = 1 << 20;

    private LocalServer server;

    @BeforeAll
    void open() {
        // time stands still, as the scripts ask for seconds that are left
        long now = System.currentTimeMillis();
        server = new LocalServer(
                TestStores.emulated(new StoreClock(() -> now)),
                Access.OPEN,
                4 * MIB,
                4 * MIB,
                (commands, allocator, replies) -> new TextProtocol(commands, allocator).newDecoder(replies));
    }

    @AfterAll
    void close() {
        server.close();
    }

    @Override
    public LocalServer server() {
        return server;
    }

    @Override
    public List<Script> scripts() {
        return Scripts.all();
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
        server.store().flushAll();
        Conversation conversation = server.conversation(replyBound, sendsAtOnce);
        conversation.receive(request, ends);
        conversation.drain();
        String replies = Script.withoutCas(conversation.replies());
        server.end(conversation);
        return replies;
    }
}
