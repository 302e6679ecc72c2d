package io.ebbcache.client.routing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ebbcache.client.operation.Backend;
import io.ebbcache.client.operation.NodeUnavailableException;
import io.ebbcache.client.operation.Outcome;
import io.ebbcache.client.operation.Reply;
import io.ebbcache.client.operation.Request;
import io.ebbcache.client.operation.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReplicasTest {
    private static final byte[] KEY = "k".getBytes(UTF_8);
    private static final byte[] VALUE = "v".getBytes(UTF_8);

    private final Zone near = new Zone();
    private final Zone far = new Zone();
    private final Replicas replicas = new Replicas(List.of(near, far), true);

    @Test
    void shouldWriteEverywhereAndReadNear() {
        replicas.execute(Request.store(Verb.SET, KEY, 0, VALUE, 0)).join();
        assertThat(near.items).containsKey("k");
        assertThat(far.items).containsKey("k");
        far.asked.clear();
        assertThat(replicas.execute(Request.get(KEY)).join().value()).isEqualTo(VALUE);
        assertThat(far.asked).isEmpty();
    }

    @Test
    void shouldReadElsewhereWhatNearDoesNotHave() {
        far.items.put("k", VALUE);
        assertThat(replicas.execute(Request.get(KEY)).join().value()).isEqualTo(VALUE);
        assertThat(new Replicas(List.of(near, far), false)
                        .execute(Request.get(KEY))
                        .join()
                        .outcome())
                .isEqualTo(Outcome.NOT_FOUND);
    }

    @Test
    void shouldReadElsewhereWhenNearFails() {
        far.items.put("k", VALUE);
        near.down = true;
        assertThat(replicas.execute(Request.get(KEY)).join().value()).isEqualTo(VALUE);
    }

    @Test
    void shouldFailToReadWhenAllFail() {
        near.down = true;
        far.down = true;
        assertThatThrownBy(() -> replicas.execute(Request.get(KEY)).join())
                .hasCauseInstanceOf(NodeUnavailableException.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = Verb.class,
            names = {"SET", "DELETE"})
    void shouldFailToWriteWhenOneFails(Verb verb) {
        far.down = true;
        Request request = verb == Verb.SET ? Request.store(verb, KEY, 0, VALUE, 0) : Request.delete(KEY);
        assertThatThrownBy(() -> replicas.execute(request).join()).hasCauseInstanceOf(NodeUnavailableException.class);
        assertThat(near.asked).containsExactly(verb);
    }

    @ParameterizedTest
    @EnumSource(
            value = Verb.class,
            names = {"ADD", "REPLACE", "CAS"})
    void shouldLetOthersFollowWhatNearDecides(Verb verb) {
        near.outcome = Outcome.NOT_STORED;
        Request request = new Request(verb, KEY, VALUE, 0, 0, 7, 0, null, null, null);
        assertThat(replicas.execute(request).join().outcome()).isEqualTo(Outcome.NOT_STORED);
        assertThat(far.asked).isEmpty();
        near.outcome = Outcome.DONE;
        assertThat(replicas.execute(request).join().outcome()).isEqualTo(Outcome.DONE);
        assertThat(far.asked).containsExactly(Verb.SET);
        assertThat(far.items.get("k")).isEqualTo(VALUE);
    }

    @Test
    void shouldCountEverywhereWhereNearCounts() {
        replicas.execute(Request.count(Verb.INCREMENT, KEY, 1)).join();
        assertThat(far.asked).containsExactly(Verb.INCREMENT);
    }

    @Test
    void shouldRemoveVersionOfNearOnly() {
        replicas.execute(Request.delete(KEY, 5)).join();
        assertThat(near.asked).containsExactly(Verb.DELETE);
        assertThat(far.asked).isEmpty();
    }

    /** Keeps what is set, and does what it is told to with the rest. */
    private static final class Zone implements Backend {
        final Map<String, byte[]> items = new ConcurrentHashMap<>();
        final List<Verb> asked = new ArrayList<>();
        Outcome outcome = Outcome.DONE;
        boolean down;

        @Override
        public CompletableFuture<Reply> execute(Request request) {
            asked.add(request.verb());
            if (down) {
                return CompletableFuture.failedFuture(new NodeUnavailableException("down"));
            }
            String key = new String(request.key(), UTF_8);
            byte[] value = request.value();
            if (request.verb().reads()) {
                byte[] found = items.get(key);
                return CompletableFuture.completedFuture(found == null ? Reply.NOT_FOUND : Reply.found(found, 0, 1));
            }
            if (value != null && outcome == Outcome.DONE) {
                items.put(key, value);
            }
            return CompletableFuture.completedFuture(outcome == Outcome.DONE ? Reply.DONE : Reply.NOT_STORED);
        }

        @Override
        public CompletableFuture<Void> flush() {
            items.clear();
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void close() {
            down = true;
        }
    }
}
