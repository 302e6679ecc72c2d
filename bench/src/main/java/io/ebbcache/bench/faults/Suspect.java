package io.ebbcache.bench.faults;

import java.util.List;

/**
 * A read that returned what should have been replaced.
 *
 * @param key that was read
 * @param missed writes that had been acknowledged before it began and came after the one whose value it returned, the last one first
 */
record Suspect(String key, Operation read, List<Operation> missed) {}
