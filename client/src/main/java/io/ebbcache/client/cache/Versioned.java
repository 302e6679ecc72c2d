package io.ebbcache.client.cache;

/**
 * A value and which one of the values of its key it is.
 *
 * @param version the item's CAS number: another one with every change
 */
public record Versioned<V>(V value, long version) {}
