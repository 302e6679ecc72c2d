package io.ebbcache.deploy;

import java.io.IOException;

/** A client that is told one node of a cluster, and finds the others by itself. */
interface DiscoveringClient extends AutoCloseable {

    /** Who wrote it. */
    String name();

    /** The nodes it knows, {@code address:port} each, sorted, with blanks between. */
    String nodes() throws Exception;

    /** Stores so many keys and reads each; "kept" if that went well, else what did not. */
    String keep(String prefix, int count) throws Exception;

    @Override
    void close() throws IOException;
}
