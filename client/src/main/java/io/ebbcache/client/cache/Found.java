package io.ebbcache.client.cache;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was found of many keys. A key that is in neither map has no value. Both maps are in the order of the question and cannot be
 * changed.
 *
 * @param values by key
 * @param failures why it is not known whether a key has a value: its node failed, or the codec cannot read it
 */
public record Found<V>(Map<String, V> values, Map<String, Throwable> failures) {

    public Found {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        failures = Collections.unmodifiableMap(new LinkedHashMap<>(failures));
    }

    /** Whether all keys were asked for with success. */
    public boolean isComplete() {
        return failures.isEmpty();
    }
}
