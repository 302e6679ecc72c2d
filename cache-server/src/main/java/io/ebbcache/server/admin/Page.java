package io.ebbcache.server.admin;

import java.io.IOException;

/** What there is under one path. Called by the thread of this port, so it may take some milliseconds, and wait for nobody. */
@FunctionalInterface
interface Page {

    /** Answers a request. */
    Answer answer(Request request) throws IOException;
}
