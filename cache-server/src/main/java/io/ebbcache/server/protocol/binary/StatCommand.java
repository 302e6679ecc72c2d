package io.ebbcache.server.protocol.binary;

import io.ebbcache.server.command.Commands;
import io.ebbcache.server.command.StatsGroup;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The statistics, the key being the name of a group. Connections are none of them: as with memcached they are told in text
 * only.
 */
final class StatCommand {

    /** memcached's name for all prefixes together. */
    private static final String DETAIL_NAME = "detailed";

    private final Commands commands;
    private final PacketWriter writer;

    StatCommand(Commands commands, PacketWriter writer) {
        this.commands = commands;
        this.writer = writer;
    }

    /** Answers; false if there is no room for the answer. */
    boolean execute(DirectBuffer in, int key, int keyLength) {
        String name = in.getStringWithoutLengthAscii(key, keyLength);
        StatsGroup group = group(name);
        if (group != null) {
            return tell(group);
        }
        switch (name) {
            case "reset" -> {
                commands.resetStats();
                writer.done(0);
            }
            case "detail on", "detail off" -> {
                commands.prefixes().enable(name.endsWith("on"));
                writer.done(0);
            }
            case "detail dump" -> {
                return dumpDetail();
            }
            default -> writer.error(PacketStatus.NOT_FOUND);
        }
        return true;
    }

    private @Nullable StatsGroup group(String name) {
        for (StatsGroup group : StatsGroup.values()) {
            if (group.word().equals(name) && commands.has(group)) {
                return group;
            }
        }
        return null;
    }

    private boolean tell(StatsGroup group) {
        if (!writer.replies().reserve(StatsReply.ROOM_BYTES)) {
            return false;
        }
        StatsReply reply = new StatsReply(writer);
        commands.stats(group, reply);
        reply.end();
        return true;
    }

    private boolean dumpDetail() {
        String text = commands.prefixes().text();
        if (!writer.replies().reserve(StatsReply.ROOM_BYTES + text.length())) {
            return false;
        }
        StatsReply reply = new StatsReply(writer);
        reply.stat(DETAIL_NAME, text);
        reply.end();
        return true;
    }
}
