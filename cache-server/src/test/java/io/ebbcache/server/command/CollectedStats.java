package io.ebbcache.server.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Statistics as a map, in the order in which they were told. */
public final class CollectedStats implements StatsSink {

    private final Map<String, String> stats = new LinkedHashMap<>();

    /** What somebody tells. */
    public static Map<String, String> of(Consumer<StatsSink> teller) {
        CollectedStats collected = new CollectedStats();
        teller.accept(collected);
        return collected.stats;
    }

    @Override
    public void stat(String name, long value) {
        stats.put(name, String.valueOf(value));
    }

    @Override
    public void stat(String name, String value) {
        stats.put(name, value);
    }
}
