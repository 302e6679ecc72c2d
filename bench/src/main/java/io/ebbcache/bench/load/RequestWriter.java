package io.ebbcache.bench.load;

import org.agrona.MutableDirectBuffer;

/** Writes requests in one protocol. Each method gives the place behind what it wrote; nothing is allocated. */
interface RequestWriter {
    int get(MutableDirectBuffer buffer, int at, long key);

    /** One command, or one group of commands with one end, for several keys. */
    int getMany(MutableDirectBuffer buffer, int at, long[] keys, int from, int count);

    int set(MutableDirectBuffer buffer, int at, long key, int length, long version);

    /** The most that a request takes beyond a set's value: a bound for buffers. */
    int overheadBytes(int keys);
}
