package io.ebbcache.store;

import org.jetbrains.lincheck.datastructures.Operation;

/** As {@link LinearizableOperations}, and now and then all is flushed. */
public class FlushableOperations extends LinearizableOperations {

    @Operation
    public void flushAll() {
        flushStore();
    }
}
