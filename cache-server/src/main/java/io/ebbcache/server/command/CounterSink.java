package io.ebbcache.server.command;

import io.ebbcache.store.stats.Metric;

/** Is told counters, one after the other. */
@FunctionalInterface
public interface CounterSink {

    /** One counter and its value. */
    void count(Metric metric, long value);
}
