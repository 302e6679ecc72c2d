package io.ebbcache.server.admin;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What there is under one path. Called by the thread of this port, so it may take some milliseconds, and wait for nobody. */
@FunctionalInterface
interface Page {

    /**
     * Answers a request.
     *
     * @param accept the kinds of content that the client takes; null for any
     */
    Answer answer(@Nullable String accept) throws IOException;
}
