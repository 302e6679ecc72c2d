package io.ebbcache.client.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.sun.management.ThreadMXBean;
import io.ebbcache.client.operation.CacheException;
import io.ebbcache.client.operation.ClosedClientException;
import io.ebbcache.client.operation.ConnectionLostException;
import io.ebbcache.client.operation.NodeUnavailableException;
import io.ebbcache.client.operation.OperationTimeoutException;
import io.ebbcache.client.operation.OverloadedException;
import io.ebbcache.client.operation.RefusedException;
import io.ebbcache.client.operation.Reply;
import io.ebbcache.client.operation.UnsupportedRequestException;
import io.ebbcache.client.operation.Verb;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ClientMetricsTest {
    private static final String NODE = "10.0.0.1:11211";
    private static final byte[] NOTHING = {};

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ClientMetrics metrics = new ClientMetrics(registry);

    private Timer timer(String node, String verb, String outcome) {
        return registry.get("ebb.client.requests")
                .tag("node", node)
                .tag("verb", verb)
                .tag("outcome", outcome)
                .timer();
    }

    @Test
    void shouldTimeByNodeVerbAndOutcome() {
        metrics.ended(NODE, Verb.GET, 1_000, Reply.found(NOTHING, 0, 1), null);
        metrics.ended(NODE, Verb.GET, 3_000, Reply.found(NOTHING, 0, 1), null);
        metrics.ended(NODE, Verb.GET, 500, Reply.NOT_FOUND, null);
        metrics.ended(NODE, Verb.SET, 700, Reply.stored(2), null);
        metrics.ended("10.0.0.2:11211", Verb.SET, 900, Reply.stored(2), null);

        assertThat(timer(NODE, "get", "hit").count()).isEqualTo(2);
        assertThat(timer(NODE, "get", "hit").totalTime(TimeUnit.NANOSECONDS)).isEqualTo(4_000);
        assertThat(timer(NODE, "get", "miss").count()).isEqualTo(1);
        assertThat(timer(NODE, "set", "done").totalTime(TimeUnit.NANOSECONDS)).isEqualTo(700);
        assertThat(timer("10.0.0.2:11211", "set", "done").count()).isEqualTo(1);
        assertThat(registry.getMeters()).hasSize(4);
    }

    static List<Arguments> replies() {
        byte[] value = {1};
        return List.of(
                arguments("hit", Verb.GET, Reply.found(value, 0, 1)),
                arguments("hit", Verb.GET, Reply.found(NOTHING, 0, 1)),
                arguments("hit", Verb.GET_AND_TOUCH, Reply.found(value, 0, 1)),
                arguments("hit", Verb.GET, Reply.found(value, 0, 1, true, true, false)),
                arguments("hit", Verb.GET, Reply.found(NOTHING, 7, 1, true, false, false)),
                arguments("miss", Verb.GET, Reply.found(NOTHING, 0, 1, true, false, false)),
                arguments("miss", Verb.GET, Reply.found(NOTHING, 0, 1, false, false, true)),
                arguments("miss", Verb.GET, Reply.NOT_FOUND),
                arguments("done", Verb.SET, Reply.stored(1)),
                arguments("done", Verb.TOUCH, Reply.DONE),
                arguments("done", Verb.INCREMENT, Reply.counted(0)),
                arguments("not_found", Verb.DELETE, Reply.NOT_FOUND),
                arguments("not_stored", Verb.ADD, Reply.NOT_STORED),
                arguments("exists", Verb.CAS, Reply.EXISTS));
    }

    @ParameterizedTest
    @MethodSource("replies")
    void shouldTellOutcomesOfReplies(String outcome, Verb verb, Reply reply) {
        metrics.ended(NODE, verb, 1, reply, null);
        assertThat(registry.get("ebb.client.requests")
                        .tag("outcome", outcome)
                        .timer()
                        .count())
                .isEqualTo(1);
    }

    static List<Arguments> failures() {
        return List.of(
                arguments("timeout", new OperationTimeoutException("")),
                arguments("overloaded", new OverloadedException("")),
                arguments("unavailable", new NodeUnavailableException("")),
                arguments("lost", new ConnectionLostException("")),
                arguments("refused", new RefusedException("")),
                arguments("unsupported", new UnsupportedRequestException("")),
                arguments("closed", new ClosedClientException("")),
                arguments("cancelled", new CancellationException()),
                arguments("error", new CacheException("")),
                arguments("error", new IllegalStateException()));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void shouldTellKindsOfFailures(String outcome, Throwable failure) {
        metrics.ended(NODE, Verb.GET, 1, null, failure);
        assertThat(timer(NODE, "get", outcome).count()).isEqualTo(1);
    }

    @Test
    void shouldTagClientsOfOneRegistry() {
        new ClientMetrics(registry, Tags.of("client", "a")).ended(NODE, Verb.GET, 1, Reply.NOT_FOUND, null);
        new ClientMetrics(registry, Tags.of("client", "b")).ended(NODE, Verb.GET, 1, Reply.NOT_FOUND, null);
        assertThat(registry.get("ebb.client.requests")
                        .tag("client", "a")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("ebb.client.requests")
                        .tag("client", "b")
                        .timer()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void shouldMakeNothingForARequestWhoseLikeItHasSeen() {
        int requests = 100_000;
        repeat(requests);
        long before = allocated();
        repeat(requests);
        assertThat(allocated() - before).as("bytes of all requests").isLessThan(requests);
    }

    private void repeat(int requests) {
        for (int i = 0; i < requests; i++) {
            metrics.ended(NODE, Verb.GET, i, Reply.NOT_FOUND, null);
        }
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getThreadAllocatedBytes(Thread.currentThread().getId());
    }
}
