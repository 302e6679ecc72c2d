package io.ebbcache.server.protocol.text;

import io.ebbcache.server.command.Commands;
import io.ebbcache.server.command.EventKind;
import io.ebbcache.server.command.EventLog;
import io.ebbcache.server.command.ReplyBuffer;
import io.ebbcache.server.command.ReplyText;
import io.ebbcache.server.command.Watcher;
import io.ebbcache.server.protocol.line.CommandLine;
import org.jspecify.annotations.Nullable;

/** {@code watch}: from then on the connection is told of what happens, and of nothing else. */
final class WatchCommand {

    private final Commands commands;
    private final CommandLine line;
    private @Nullable LongReply begun;

    WatchCommand(Commands commands, CommandLine line) {
        this.commands = commands;
        this.line = line;
    }

    /** Begins to watch, and answers; what keeps it from that, or null. */
    @Nullable
    ReplyText begin(ReplyBuffer replies) {
        if (!commands.mayDump()) {
            return TextReplies.NO_WATCH;
        }
        if (replies.hasUnflushed()) {
            return TextReplies.WATCH_NOT_FIRST;
        }
        int kinds = kinds();
        if (kinds == 0) {
            return TextReplies.ERROR;
        }
        EventLog events = commands.events();
        if (events.isFull()) {
            return TextReplies.TOO_MANY_WATCHERS;
        }
        Watcher watcher = events.add(kinds, replies::wake);
        if (watcher == null) {
            return TextReplies.WATCH_FAILED;
        }
        replies.put(TextReplies.OK);
        begun = new WatchReply(events, watcher, replies);
        return null;
    }

    /** What is told from now on. */
    LongReply takeReply() {
        LongReply taken = begun;
        begun = null;
        if (taken == null) {
            throw new IllegalStateException("nobody watches");
        }
        return taken;
    }

    /** The bits of the kinds that the line names, those of fetchers if it names none; 0 if one of its words is no kind. */
    private int kinds() {
        int kinds = line.count() == 1 ? EventKind.FETCHERS.bit() : 0;
        for (int token = 1; token < line.count(); token++) {
            int kind = token < CommandLine.MAX_TOKENS ? kind(line.text(token)) : 0;
            if (kind == 0) {
                return 0;
            }
            kinds |= kind;
        }
        return kinds;
    }

    private static int kind(String word) {
        for (EventKind kind : EventKind.values()) {
            if (kind.word().equals(word)) {
                return kind.bit();
            }
        }
        return 0;
    }
}
