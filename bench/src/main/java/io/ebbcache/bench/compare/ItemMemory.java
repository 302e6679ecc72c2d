package io.ebbcache.bench.compare;

/**
 * What an item takes in RAM beside its key and value: from the first fifth of the items to the last, so that neither an empty
 * server's memory nor a virtual machine that warms up counts.
 *
 * @param emptyBytes resident before anything was stored
 * @param fullBytes resident at the end, cache memory and ordinary memory together
 * @param freeableBytes the part of it that the kernel may take back at any time
 * @param overheadBytes resident memory of an item, less its key and value
 */
record ItemMemory(
        int valueBytes, long items, long emptyBytes, long fullBytes, long freeableBytes, double overheadBytes) {}
