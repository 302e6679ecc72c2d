package io.ebbcache.client.micrometer;

import io.ebbcache.client.operation.OperationListener;
import io.ebbcache.client.operation.Reply;
import io.ebbcache.client.operation.Verb;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Times the requests of a client: {@code ebb.client.requests} with the tags {@code node}, {@code verb} (get, set, …) and {@code outcome}.
 *
 * <p>Outcomes of reads: hit, miss; of changes: done, not_found, not_stored, exists; of requests that failed: timeout, overloaded, unavailable,
 * lost, refused, unsupported, closed, cancelled, error. Histograms and percentiles are for the registry's filters to switch on.
 */
public final class ClientMetrics implements OperationListener {
    /** The name of the timers. */
    public static final String REQUESTS = "ebb.client.requests";

    private final MeterRegistry registry;
    private final Tags common;
    private final ConcurrentHashMap<String, NodeTimers> nodes = new ConcurrentHashMap<>();

    /** Metrics without further tags: enough where there is one client. */
    public ClientMetrics(MeterRegistry registry) {
        this(registry, List.of());
    }

    /**
     * Metrics of one client of several.
     *
     * @param tags on all of its timers, the same keys for each client
     */
    public ClientMetrics(MeterRegistry registry, Iterable<? extends Tag> tags) {
        this.registry = registry;
        this.common = Tags.of(tags);
    }

    @Override
    public void ended(String node, Verb verb, long nanos, @Nullable Reply reply, @Nullable Throwable failure) {
        NodeTimers known = nodes.get(node);
        NodeTimers timers = known != null ? known : nodes.computeIfAbsent(node, this::timers);
        timers.timer(verb, RequestOutcome.of(verb, reply, failure)).record(nanos, TimeUnit.NANOSECONDS);
    }

    private NodeTimers timers(String node) {
        return new NodeTimers(registry, common.and("node", node));
    }
}
