package io.ebbcache.server.embedded;

import io.ebbcache.client.operation.Reply;
import io.ebbcache.server.command.ItemReply;
import io.ebbcache.server.command.SeenItem;

/** Takes a hit out of the store, into an array of its own once it is known to be true. */
final class HeapReply implements ItemReply {
    private static final byte[] NOTHING = {};

    private final SeenItem item;
    private final Scratch scratch;
    private int flags;
    private long cas;
    private byte[] value = NOTHING;
    private int length;
    private boolean won;
    private boolean stale;
    private boolean claimed;

    HeapReply(SeenItem item, Scratch scratch) {
        this.item = item;
        this.scratch = scratch;
    }

    @Override
    public long begin(int clientFlags, long itemCas, int valueLength) {
        flags = clientFlags;
        cas = itemCas;
        length = valueLength;
        won = item.isWon();
        stale = item.isStale();
        claimed = item.isClaimed();
        return scratch.room(valueLength).addressOffset();
    }

    @Override
    public void complete() {
        value = length == 0 ? NOTHING : new byte[length];
        scratch.room(length).getBytes(0, value);
        scratch.done();
    }

    @Override
    public void cancel() {
        scratch.done();
    }

    /** What was taken last. */
    Reply take() {
        byte[] taken = value;
        value = NOTHING;
        return Reply.found(taken, flags, cas, won, stale, claimed);
    }
}
