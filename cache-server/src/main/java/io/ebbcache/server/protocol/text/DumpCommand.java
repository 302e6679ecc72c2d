package io.ebbcache.server.protocol.text;

import io.ebbcache.server.command.Commands;
import io.ebbcache.server.command.ReplyBuffer;
import io.ebbcache.server.command.ReplyText;
import io.ebbcache.server.protocol.line.CommandLine;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** {@code lru_crawler metadump} and {@code lru_crawler mgdump}. */
final class DumpCommand {

    private static final byte[] METADUMP = "metadump".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MGDUMP = "mgdump".getBytes(StandardCharsets.US_ASCII);

    private final Commands commands;
    private final CommandLine line;
    private final TuningCommands tuning;

    DumpCommand(Commands commands, CommandLine line, TuningCommands tuning) {
        this.commands = commands;
        this.line = line;
        this.tuning = tuning;
    }

    /** Whether the line asks for a dump. */
    boolean isMeant() {
        return line.count() == 3 && (line.is(1, METADUMP) || line.is(1, MGDUMP));
    }

    /** What keeps the dump from being made, or null. */
    @Nullable
    ReplyText check(ReplyBuffer replies) {
        boolean meta = line.is(1, METADUMP);
        if (!commands.isCrawlerEnabled()) {
            return TextReplies.CRAWLER_DISABLED;
        }
        if (!commands.mayDump()) {
            return meta ? TextReplies.NO_METADUMP : TextReplies.NO_MGDUMP;
        }
        if (replies.hasUnflushed()) {
            return meta ? TextReplies.METADUMP_NOT_FIRST : TextReplies.MGDUMP_NOT_FIRST;
        }
        return tuning.namesClasses() ? null : TextReplies.BAD_CLASS;
    }

    /** The dump; its first line is written at once. */
    LongReply begin(ReplyBuffer replies) {
        if (line.is(1, MGDUMP)) {
            return new DumpReply(commands.dump(), DumpReply.Kind.KEYS);
        }
        replies.put(TextReplies.OK);
        return new DumpReply(commands.dump(), DumpReply.Kind.META);
    }
}
