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
 * @param agreedSeconds until all nodes that can be reached had one ring and saw each other; null if not in time
 * @param listSeconds until they told clients of themselves and nobody else beyond that; null if not in time
 * @param newRings how many rings came into force
 */
record Step(
        String name,
        Set<String> struck,
        int fromSecond,
        int toSecond,
        @Nullable Double agreedSeconds,
        @Nullable Double listSeconds,
        int newRings) {

    Step until(int second) {
        return new Step(name, struck, fromSecond, second, agreedSeconds, listSeconds, newRings);
    }
}
