package io.ebbcache.server.command;

import io.ebbcache.store.item.Item;
import io.ebbcache.store.item.ValueSink;

/** Hands what the store tells of a hit to the protocol. */
final class ReplySink implements ValueSink {

    private ItemReply reply = NoReply.INSTANCE;

    ReplySink to(ItemReply target) {
        this.reply = target;
        return this;
    }

    @Override
    public long begin(Item item) {
        return reply.begin(item.flags(), item.cas(), item.valueLength());
    }

    @Override
    public void complete() {
        reply.complete();
    }

    @Override
    public void cancel() {
        reply.cancel();
    }

    /** What the sink has before its first use. */
    private enum NoReply implements ItemReply {
        INSTANCE;

        @Override
        public long begin(int flags, long cas, int valueLength) {
            return NO_ROOM;
        }

        @Override
        public void complete() {}

        @Override
        public void cancel() {}
    }
}
