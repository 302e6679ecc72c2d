package io.ebbcache.bench.faults;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a scenario: something is done, and then waited for what becomes of it.
 *
 * @param name what is done
 * @param struck nodes to which it is done
 * @param fromSecond since the load began
 * @param toSecond its end
 * @param ringSeconds until all nodes that can be reached agreed; null if they did not in time
 * @param newRings how many rings came into force
 */
record Step(
        String name,
        Set<String> struck,
        int fromSecond,
        int toSecond,
        @Nullable Double ringSeconds,
        int newRings) {}
