package io.ebbcache.server.protocol.text;

import io.ebbcache.server.command.Commands;
import io.ebbcache.server.command.ReplyBuffer;
import io.ebbcache.server.command.ServerCounter;
import io.ebbcache.server.command.StatsGroup;
import io.ebbcache.server.protocol.line.CommandLine;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code stats} and its groups. */
final class StatsCommand {

    private static final byte[] RESET = bytes("reset");
    private static final byte[] DETAIL = bytes("detail");
    private static final byte[] CONNECTIONS = bytes("conns");
    private static final byte[] ON = bytes("on");
    private static final byte[] OFF = bytes("off");
    private static final byte[] DUMP = bytes("dump");
    private static final Map<StatsGroup, byte[]> WORDS = new EnumMap<>(StatsGroup.class);

    static {
        for (StatsGroup group : StatsGroup.values()) {
            WORDS.put(group, bytes(group.word()));
        }
    }

    private final Commands commands;
    private final CommandLine line;

    StatsCommand(Commands commands, CommandLine line) {
        this.commands = commands;
        this.line = line;
    }

    private static byte[] bytes(String word) {
        return word.getBytes(StandardCharsets.US_ASCII);
    }

    /** Whether the line asks for a reply that may be long. */
    boolean isLong() {
        return line.is(1, CONNECTIONS);
    }

    LongReply longReply() {
        return new ConnectionsReply(commands.connectionStats());
    }

    /** Answers the line; false if it has to be executed again when the replies have left. */
    boolean execute(ReplyBuffer replies) {
        StatsGroup group = group();
        if (group != null) {
            return tell(group, replies);
        }
        if (line.is(1, RESET)) {
            commands.resetStats();
            replies.put(TextReplies.RESET);
        } else if (line.is(1, DETAIL)) {
            return detail(replies);
        } else {
            commands.count(ServerCounter.COMMANDS_BAD);
            replies.put(TextReplies.ERROR);
        }
        return true;
    }

    private @Nullable StatsGroup group() {
        if (line.count() == 1) {
            return StatsGroup.GENERAL;
        }
        for (StatsGroup group : StatsGroup.values()) {
            if (commands.has(group) && line.is(1, WORDS.getOrDefault(group, RESET))) {
                return group;
            }
        }
        return null;
    }

    private boolean tell(StatsGroup group, ReplyBuffer replies) {
        return roomFor(StatsReply.ROOM_BYTES, replies, () -> {
            commands.stats(group, new StatsReply(replies));
            replies.put(TextReplies.END);
        });
    }

    private boolean detail(ReplyBuffer replies) {
        if (line.is(2, ON) || line.is(2, OFF)) {
            commands.prefixes().enable(line.is(2, ON));
            replies.put(TextReplies.OK);
        } else if (line.is(2, DUMP)) {
            String text = commands.prefixes().text();
            return roomFor(text.length(), replies, () -> replies.put(text));
        } else {
            commands.count(ServerCounter.COMMANDS_BAD);
            replies.put(TextReplies.BAD_DETAIL);
        }
        return true;
    }

    /** Writes if there is room, or says that there is none; false if there will be when the replies have left. */
    static boolean roomFor(int bytes, ReplyBuffer replies, Runnable write) {
        if (replies.reserve(bytes)) {
            write.run();
        } else if (replies.isWaiting()) {
            return false;
        } else if (replies.isReady()) {
            replies.put(TextReplies.NO_MEMORY_STATS);
        }
        return true;
    }
}
