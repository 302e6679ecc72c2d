package io.ebbcache.server.protocol.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.ebbcache.server.command.Commands;
import io.ebbcache.server.command.ItemReply;
import io.ebbcache.server.command.ServerState;
import io.ebbcache.server.command.Status;
import io.ebbcache.server.protocol.Conversation;
import io.ebbcache.store.Store;
import io.ebbcache.store.TestStores;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which keys of a get are asked for ahead while one of them is waited for. */
class AskingAheadTest {

    private static final int MIB = 1 << 20;

    private final Store store = TestStores.emulated();
    private final ServerState state = Conversation.server(store, 4 * MIB, 4 * MIB);
    private final Set<String> answered = new HashSet<>();
    private final Set<String> asked = new HashSet<>();
    private final List<String> ahead = new ArrayList<>();
    private int most = Integer.MAX_VALUE;
    private int refused;

    @AfterEach
    void close() {
        store.close();
    }

    /** Every key is elsewhere, and not there. */
    private final class Elsewhere extends Commands {

        Elsewhere(Seat seat) {
            super(seat);
        }

        @Override
        public Status get(DirectBuffer buffer, int keyOffset, int keyLength, ItemReply reply) {
            String key = buffer.getStringWithoutLengthAscii(keyOffset, keyLength);
            asked.add(key);
            boolean there = answered.contains(key);
            if (there) {
                asked.remove(key);
            }
            return there ? Status.NOT_FOUND : Status.PENDING;
        }

        @Override
        public boolean askFor(DirectBuffer buffer, int keyOffset, int keyLength) {
            if (asked.size() >= most) {
                refused++;
                return false;
            }
            String key = buffer.getStringWithoutLengthAscii(keyOffset, keyLength);
            ahead.add(key);
            asked.add(key);
            return true;
        }
    }

    private Conversation conversation() {
        state.commandsBy(Elsewhere::new);
        return new TextConversation(state.newCommands(), MIB, true);
    }

    private static List<String> keys(int count) {
        return IntStream.range(0, count).mapToObj(i -> "key-" + i).toList();
    }

    /** The first of {@code keys} is asked for by the get itself. */
    private static List<String> others(List<String> keys) {
        return keys.subList(1, keys.size());
    }

    private void answer(Conversation conversation, List<String> keys) {
        for (String key : keys) {
            assertThat(conversation.replies()).isEmpty();
            answered.add(key);
            conversation.goOn();
        }
        assertThat(conversation.take()).isEqualTo("END\r\n");
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 50, 400})
    void shouldAskOnceForEachKeyHoweverManyAnswersThereAre(int count) {
        try (Conversation conversation = conversation()) {
            List<String> keys = keys(count);
            conversation.receive("get " + String.join(" ", keys) + "\r\n");
            assertThat(ahead).isEqualTo(others(keys));
            answer(conversation, keys);
            assertThat(ahead).isEqualTo(others(keys));
        }
    }

    @Test
    void shouldGoOnWhereThereWasNoRoomForMore() {
        try (Conversation conversation = conversation()) {
            most = 10;
            List<String> keys = keys(100);
            conversation.receive("get   " + String.join("  ", keys) + " \r\n");
            assertThat(ahead).isEqualTo(keys.subList(1, 10));
            answer(conversation, keys);
            assertThat(ahead).isEqualTo(others(keys));
            assertThat(refused).as("each time once").isLessThanOrEqualTo(100);
        }
    }

    @Test
    void shouldAskAnewIfWhatWasWaitedForIsNotAllThatIsNeeded() {
        try (Conversation conversation = conversation()) {
            List<String> keys = keys(5);
            conversation.receive("get " + String.join(" ", keys) + "\r\n");
            answered.add(keys.get(0));
            conversation.goOn();
            assertThat(ahead).isEqualTo(others(keys));
            ahead.clear();
            conversation.goOn(); // another ring: the second key is asked for again
            assertThat(ahead).isEqualTo(keys.subList(2, 5));
            ahead.clear();
            answer(conversation, others(keys));
            assertThat(ahead).isEmpty();
        }
    }

    @Test
    void shouldBeginAnewWithTheNextGet() {
        try (Conversation conversation = conversation()) {
            String line = "get a b c\r\n";
            conversation.receive(line + line);
            assertThat(ahead).containsExactly("b", "c");
            answered.addAll(List.of("a", "b"));
            conversation.goOn();
            answered.add("c");
            answered.remove("a");
            conversation.goOn();
            assertThat(ahead).containsExactly("b", "c", "b", "c");
            answered.add("a");
            conversation.goOn();
            assertThat(conversation.take()).isEqualTo("END\r\nEND\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldAskOnceHoweverTheLineArrives(int round) {
        long seed = System.nanoTime() + round;
        System.out.println("asking ahead: seed " + seed);
        Random random = new Random(seed);
        try (Conversation conversation = conversation()) {
            most = 1 + random.nextInt(400);
            List<String> keys = random.ints(1 + random.nextInt(1000), 0, 1 << 30)
                    .mapToObj(number -> "k".repeat(1 + random.nextInt(200)) + number)
                    .distinct()
                    .collect(Collectors.toList());
            String line = "get " + String.join(" ", keys) + "\r\n";
            int sent = 0;
            int next = 0;
            while (next < keys.size()) {
                if (sent < line.length() && (random.nextBoolean() || !asked.contains(keys.get(next)))) {
                    int end = Math.min(line.length(), sent + 1 + random.nextInt(10_000));
                    conversation.receive(line.substring(sent, end)); // is kept while something is waited for
                    sent = end;
                } else {
                    answered.add(keys.get(next++));
                    conversation.goOn();
                }
            }
            conversation.receive(line.substring(sent));
            assertThat(conversation.take()).describedAs("seed %d", seed).isEqualTo("END\r\n");
            assertThat(ahead).describedAs("seed %d", seed).doesNotHaveDuplicates();
        }
    }
}
