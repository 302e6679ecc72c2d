package io.ebbcache.server.protocol.text;

import static io.ebbcache.server.command.Commands.MAX_KEY_LENGTH;

import io.ebbcache.server.command.Commands;
import io.ebbcache.server.command.ReplyBuffer;
import io.ebbcache.server.command.ReplyText;
import io.ebbcache.server.command.ServerCounter;
import io.ebbcache.server.command.Status;
import io.ebbcache.server.protocol.line.CommandLine;
import io.ebbcache.server.protocol.line.LineReplies;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The commands that are one line and bring no value: those on one item, and those of operators. */
final class LineCommands {

    /** What comes after a line. */
    enum Next {
        /** The next line. */
        LINE,
        /** The same line again, when the replies have left. */
        SAME_LINE,
        /** The same line again, when another node has answered. */
        PENDING,
        /** A long reply, and then the next line. */
        LONG_REPLY,
        /** Nothing: the connection is over, as the client wanted. */
        QUIT,
        /** Nothing: the connection is over, as it speaks another protocol. */
        CLOSE
    }

    private static final byte[] GRACEFUL = "graceful".getBytes(StandardCharsets.US_ASCII);
    private static final long MOST_MEGABYTES = 1_000_000_000;
    private static final long MOST_UNSIGNED_INT = 0xffff_ffffL;

    private final Commands commands;
    private final CommandLine line;
    private final StatsCommand stats;
    private final TuningCommands tuning;
    private final DumpCommand dump;
    private final WatchCommand watch;
    private final ConfigCommand config;
    private @Nullable LongReply longReply;

    LineCommands(Commands commands, CommandLine line) {
        this.commands = commands;
        this.line = line;
        this.stats = new StatsCommand(commands, line);
        this.tuning = new TuningCommands(commands, line);
        this.dump = new DumpCommand(commands, line, tuning);
        this.watch = new WatchCommand(commands, line);
        this.config = new ConfigCommand(commands, line);
    }

    /** Executes the line; there is room for a small reply. */
    Next execute(TextCommand command, ReplyBuffer replies) {
        switch (command) {
            case QUIT -> {
                return Next.QUIT;
            }
            case STATS -> {
                return stats(replies);
            }
            case SHUTDOWN -> {
                return shutdown(replies);
            }
            case INCR, DECR -> {
                return arithmetic(command, replies);
            }
            case VERSION -> version(replies);
            case SLABS, LRU -> tune(command, replies);
            case LRU_CRAWLER -> {
                return crawler(replies);
            }
            case WATCH -> {
                return watch(replies);
            }
            case CONFIG -> {
                return config(replies);
            }
            case DELETE -> {
                return delete(replies);
            }
            case TOUCH -> {
                return touch(replies);
            }
            case FLUSH_ALL -> {
                return flushAll(replies);
            }
            case VERBOSITY -> reply(replies, verbosity());
            case CACHE_MEMLIMIT -> reply(replies, memoryLimit());
            default -> {
                return unknown(replies);
            }
        }
        return Next.LINE;
    }

    private void reply(ReplyBuffer replies, ReplyText text) {
        if (!line.isNoreply()) {
            replies.put(text);
        }
    }

    /** The line makes no sense: says so unless the client asked for silence. */
    private ReplyText bad(ReplyText text) {
        commands.count(ServerCounter.COMMANDS_BAD);
        return text;
    }

    private boolean hasKey() {
        return line.count() > 1 && line.length(1) <= MAX_KEY_LENGTH;
    }

    private Next answer(ReplyBuffer replies, Status status) {
        if (status == Status.PENDING) {
            return Next.PENDING;
        }
        reply(replies, TextReplies.of(status));
        return Next.LINE;
    }

    private Next refuse(ReplyBuffer replies, ReplyText text) {
        reply(replies, bad(text));
        return Next.LINE;
    }

    private Next delete(ReplyBuffer replies) {
        if (!hasKey()) {
            return refuse(replies, LineReplies.BAD_LINE);
        }
        int arguments = line.count() - 2 - (line.isNoreply() && line.count() > 2 ? 1 : 0);
        if (arguments > 1 || (arguments == 1 && !line.parseUnsigned(2))) {
            return refuse(replies, LineReplies.BAD_LINE);
        }
        return answer(replies, commands.delete(line.buffer(), line.start(1), line.length(1), 0));
    }

    private Next touch(ReplyBuffer replies) {
        if (line.count() < 3 || !hasKey()) {
            return refuse(replies, LineReplies.BAD_LINE);
        }
        if (!line.parseSigned(2, Integer.MIN_VALUE, Integer.MAX_VALUE)) {
            return refuse(replies, TextReplies.BAD_EXPTIME);
        }
        return answer(replies, commands.touch(line.buffer(), line.start(1), line.length(1), line.number()));
    }

    private Next arithmetic(TextCommand command, ReplyBuffer replies) {
        if (line.count() < 3) {
            replies.put(bad(LineReplies.BAD_LINE));
            return Next.LINE;
        }
        if (!hasKey()) {
            return refuse(replies, LineReplies.BAD_LINE);
        }
        if (!line.parseUnsigned(2)) {
            return refuse(replies, TextReplies.BAD_DELTA);
        }
        Status status = command == TextCommand.INCR
                ? commands.increment(line.buffer(), line.start(1), line.length(1), line.number())
                : commands.decrement(line.buffer(), line.start(1), line.length(1), line.number());
        if (status == Status.OUT_OF_MEMORY) {
            reply(replies, LineReplies.NO_MEMORY);
            return Next.LINE;
        }
        if (status != Status.STORED) {
            return answer(replies, status);
        }
        if (!line.isNoreply()) {
            replies.putUnsignedDecimal(commands.number());
            replies.put(LineReplies.LINE_END);
        }
        return Next.LINE;
    }

    private Next flushAll(ReplyBuffer replies) {
        int arguments = line.count() - (line.isNoreply() ? 1 : 0);
        if (arguments == 1) {
            return flushed(replies, commands.flush());
        }
        if (!line.parseSigned(1, Integer.MIN_VALUE, Integer.MAX_VALUE)) {
            return refuse(replies, TextReplies.BAD_EXPTIME);
        }
        return flushed(replies, commands.flushAt(line.number()));
    }

    private Next flushed(ReplyBuffer replies, Status status) {
        if (status == Status.NOT_ALLOWED) {
            reply(replies, TextReplies.NO_FLUSH);
            return Next.LINE;
        }
        return answer(replies, status);
    }

    private void version(ReplyBuffer replies) {
        replies.put(TextReplies.VERSION);
        replies.put(commands.version());
        replies.put(LineReplies.LINE_END);
    }

    private ReplyText verbosity() {
        if (!line.parseSigned(1, 0, MOST_UNSIGNED_INT)) {
            return bad(LineReplies.BAD_LINE);
        }
        return TextReplies.of(commands.verbosity(line.number()));
    }

    private ReplyText memoryLimit() {
        if (!line.parseSigned(1, 0, MOST_UNSIGNED_INT)) {
            return bad(TextReplies.ERROR);
        }
        if (line.number() > MOST_MEGABYTES) {
            return TextReplies.MEMLIMIT_NOT_BYTES;
        }
        return switch (commands.memoryLimit(line.number())) {
            case TOO_SMALL -> TextReplies.MEMLIMIT_TOO_SMALL;
            case OUT_OF_RANGE -> TextReplies.MEMLIMIT_OUT_OF_RANGE;
            default -> TextReplies.OK;
        };
    }

    private Next shutdown(ReplyBuffer replies) {
        boolean graceful = line.count() == 2 && line.is(1, GRACEFUL);
        if (commands.mayShutdown() && line.count() > 1 && !graceful) {
            replies.put(bad(TextReplies.BAD_SHUTDOWN));
            return Next.LINE;
        }
        if (commands.shutdown(graceful) == Status.NOT_ALLOWED) {
            replies.put(TextReplies.NO_SHUTDOWN);
            return Next.LINE;
        }
        return Next.QUIT;
    }

    private Next stats(ReplyBuffer replies) {
        if (stats.isLong()) {
            longReply = stats.longReply();
            return Next.LONG_REPLY;
        }
        return stats.execute(replies) ? Next.LINE : Next.SAME_LINE;
    }

    /** The reply that {@link Next#LONG_REPLY} announced. */
    LongReply takeLongReply() {
        LongReply taken = longReply;
        longReply = null;
        if (taken == null) {
            throw new IllegalStateException("there is no long reply");
        }
        return taken;
    }

    private void tune(TextCommand command, ReplyBuffer replies) {
        reply(replies, counted(command == TextCommand.SLABS ? tuning.slabs() : tuning.lru()));
    }

    /** lru_crawler does not know noreply. */
    private Next crawler(ReplyBuffer replies) {
        if (!dump.isMeant()) {
            replies.put(counted(tuning.crawler()));
            return Next.LINE;
        }
        ReplyText wrong = dump.check(replies);
        if (wrong != null) {
            replies.put(bad(wrong));
            return Next.LINE;
        }
        longReply = dump.begin(replies);
        return Next.LONG_REPLY;
    }

    private Next watch(ReplyBuffer replies) {
        ReplyText wrong = watch.begin(replies);
        if (wrong != null) {
            replies.put(bad(wrong));
            return Next.LINE;
        }
        longReply = watch.takeReply();
        return Next.LONG_REPLY;
    }

    private Next config(ReplyBuffer replies) {
        ReplyText wrong = config.check();
        if (wrong != null) {
            replies.put(bad(wrong));
            return Next.LINE;
        }
        return config.execute(replies) ? Next.LINE : Next.SAME_LINE;
    }

    private ReplyText counted(ReplyText text) {
        return text == TextReplies.ERROR || text == LineReplies.BAD_LINE ? bad(text) : text;
    }

    private Next unknown(ReplyBuffer replies) {
        bad(TextReplies.ERROR);
        if (line.isHttp()) {
            return Next.CLOSE;
        }
        replies.put(TextReplies.ERROR);
        return Next.LINE;
    }
}
