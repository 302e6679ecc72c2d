package io.ebbcache.client.micrometer;

import io.ebbcache.client.operation.Verb;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** The timers of one node, made when they are first needed and found by two numbers from then on. */
final class NodeTimers {
    private static final Verb[] VERBS = Verb.values();
    private static final RequestOutcome[] OUTCOMES = RequestOutcome.values();

    private final MeterRegistry registry;
    private final Tags tags;
    private final AtomicReferenceArray<Timer> timers = new AtomicReferenceArray<>(VERBS.length * OUTCOMES.length);

    NodeTimers(MeterRegistry registry, Tags tags) {
        this.registry = registry;
        this.tags = tags;
    }

    Timer timer(Verb verb, RequestOutcome outcome) {
        int place = verb.ordinal() * OUTCOMES.length + outcome.ordinal();
        Timer known = timers.get(place);
        if (known != null) {
            return known;
        }
        // two threads may get here: the registry gives both the same timer
        Timer timer = Timer.builder(ClientMetrics.REQUESTS)
                .description("Requests to a node, from when they were asked until they ended")
                .tags(tags)
                .tag("verb", verb.name().toLowerCase(Locale.ROOT))
                .tag("outcome", outcome.tag())
                .register(registry);
        timers.set(place, timer);
        return timer;
    }
}
