package io.ebbcache.client.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SubmissionsTest {

    @Test
    void shouldKeepTheOrderAndWakeOnce() {
        Submissions submissions = new Submissions();
        assertThat(submissions.push(pending(1))).isTrue();
        assertThat(submissions.push(pending(2))).isFalse();
        assertThat(submissions.push(pending(3))).isFalse();
        ArrayDeque<Pending> waiting = new ArrayDeque<>();
        waiting.add(pending(0));
        submissions.moveTo(waiting);
        assertThat(waiting).extracting(each -> each.startNanos).containsExactly(0L, 1L, 2L, 3L);
        assertThat(submissions.push(pending(4))).isTrue();
    }

    @Test
    void shouldLoseNothingAndWakeForEachBatch() throws Exception {
        int perThread = 20_000;
        Submissions submissions = new Submissions();
        AtomicInteger wakes = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            Thread thread = new Thread(() -> {
                for (int i = 0; i < perThread; i++) {
                    if (submissions.push(pending(i))) {
                        wakes.incrementAndGet();
                    }
                }
            });
            thread.start();
            threads.add(thread);
        }
        ArrayDeque<Pending> waiting = new ArrayDeque<>();
        int batches = 0;
        while (waiting.size() < 4 * perThread) {
            int before = waiting.size();
            submissions.moveTo(waiting);
            batches += waiting.size() > before ? 1 : 0;
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(wakes.get()).isEqualTo(batches);
    }

    private static Pending pending(long number) {
        return new Pending(null, number);
    }
}
