package io.ebbcache.server.protocol.text;

import io.ebbcache.server.command.EventLog;
import io.ebbcache.server.command.ReplyBuffer;
import io.ebbcache.server.command.Watcher;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.ControlledMessageHandler;

/** What a client that watches is told, until it leaves. */
final class WatchReply implements LongReply, ControlledMessageHandler {

    private static final int LINES_AT_ONCE = 16;

    private final EventLog events;
    private final Watcher watcher;
    private final ReplyBuffer replies;
    private boolean full;

    WatchReply(EventLog events, Watcher watcher, ReplyBuffer replies) {
        this.events = events;
        this.watcher = watcher;
        this.replies = replies;
    }

    @Override
    public Progress next(ReplyBuffer sameReplies) {
        full = false;
        if (watcher.take(this, LINES_AT_ONCE) > 0) {
            return Progress.MORE;
        }
        if (full) {
            return Progress.NO_ROOM;
        }
        return watcher.sleep() ? Progress.NOTHING_YET : Progress.MORE;
    }

    @Override
    public Action onMessage(int type, MutableDirectBuffer lines, int offset, int length) {
        if (!replies.reserve(length)) {
            full = true;
            return Action.ABORT;
        }
        replies.put(lines, offset, length);
        return Action.CONTINUE;
    }

    @Override
    public void release() {
        events.remove(watcher);
    }
}
