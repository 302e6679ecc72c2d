package io.ebbcache.server.protocol.text;

import io.ebbcache.server.command.Commands;
import io.ebbcache.server.command.ReplyBuffer;
import io.ebbcache.server.command.ReplyText;
import io.ebbcache.server.protocol.line.CommandLine;
import io.ebbcache.server.protocol.line.LineReplies;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * {@code config get cluster}: how AWS ElastiCache tells clients of its nodes. Its clients know an older way too, a get of a key that no item has.
 * Where there is no cluster it is no command, and that is a key as any other.
 */
final class ConfigCommand {

    private static final byte[] GET = bytes("get");
    private static final byte[] CLUSTER = bytes("cluster");
    private static final byte[] KEY = bytes("AmazonElastiCache:cluster");

    private final Commands commands;
    private final CommandLine line;

    ConfigCommand(Commands commands, CommandLine line) {
        this.commands = commands;
        this.line = line;
    }

    private static byte[] bytes(String word) {
        return word.getBytes(StandardCharsets.US_ASCII);
    }

    /** What is wrong with the line, or null. */
    @Nullable
    ReplyText check() {
        if (!commands.isClustered()) {
            return TextReplies.ERROR;
        }
        return line.count() == 3 && line.is(1, GET) && line.is(2, CLUSTER) ? null : LineReplies.BAD_LINE;
    }

    /** Answers; false if the line is to be executed again when the replies have left. */
    boolean execute(ReplyBuffer replies) {
        String nodes = String.valueOf(commands.clusterConfiguration());
        String text = "CONFIG cluster 0 " + nodes.length() + "\r\n" + nodes + "\r\nEND\r\n";
        return StatsCommand.roomFor(text.length(), replies, () -> replies.put(text));
    }

    /** Whether a key is the one that stands for the nodes. */
    static boolean isKey(DirectBuffer buffer, int offset, int length) {
        if (length != KEY.length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (buffer.getByte(offset + i) != KEY[i]) {
                return false;
            }
        }
        return true;
    }
}
