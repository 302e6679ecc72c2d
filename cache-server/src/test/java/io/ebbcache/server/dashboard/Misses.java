package io.ebbcache.server.dashboard;

import io.ebbcache.server.command.ItemReply;

/** For who asks for what is not there. */
enum Misses implements ItemReply {
    ONLY;

    @Override
    public long begin(int flags, long cas, int valueLength) {
        throw new AssertionError("a hit");
    }

    @Override
    public void complete() {}

    @Override
    public void cancel() {}
}
