package io.ebbcache.bench.trace;

import java.io.IOException;
import java.util.List;

/** A cache that a trace is replayed against, read-through: what is asked for and not there is stored. */
interface ReplayedCache extends AutoCloseable {

    /**
     * Asks for an item, and stores it if it is not there.
     *
     * @return whether it was there
     */
    boolean request(int item);

    /** The memory that it has taken for items; 0 where it cannot be more than it was given. */
    default long takenBytes() throws IOException {
        return 0;
    }

    /** What is to be said about this replay, now that it is over; empty where all went as it should. */
    default List<String> remarks() throws IOException {
        return List.of();
    }

    @Override
    default void close() throws IOException {}
}
