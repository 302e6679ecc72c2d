package io.ebbcache.server.protocol.text;

import static io.ebbcache.server.command.Commands.MAX_KEY_LENGTH;

import io.ebbcache.server.command.Commands;
import io.ebbcache.server.command.ReplyBuffer;
import io.ebbcache.server.command.ReplyText;
import io.ebbcache.server.command.Status;
import io.ebbcache.server.command.StoreRequest;
import io.ebbcache.server.command.StoreVerb;
import io.ebbcache.server.protocol.line.AnnouncedValue;
import io.ebbcache.server.protocol.line.CommandLine;
import io.ebbcache.server.protocol.line.LineReplies;
import org.jspecify.annotations.Nullable;

/** One set, add, replace, append, prepend or cas: what its line says, until its value has come. */
final class Storage implements AnnouncedValue {

    private static final long MOST_FLAGS = 0xffff_ffffL;

    private static final int KEY = 1;
    private static final int FLAGS = 2;
    private static final int EXPTIME = 3;
    private static final int BYTES = 4;
    private static final int UNIQUE = 5;

    private final Commands commands;
    private final StoreRequest request = new StoreRequest();
    private boolean noreply;
    private int valueLength;

    Storage(Commands commands) {
        this.commands = commands;
    }

    /** Takes the length of the value; without it, it is not known what follows the line. */
    boolean parseLength(CommandLine line) {
        if (line.count() <= BYTES || !line.parseSigned(BYTES, 0, LONGEST_VALUE_BYTES)) {
            return false;
        }
        valueLength = (int) line.number();
        noreply = line.isNoreply();
        return true;
    }

    /** Takes the rest of the line; returns what is wrong with the request, or null if its value may come. */
    @Nullable
    ReplyText check(TextCommand command, CommandLine line) {
        if (line.length(KEY) > MAX_KEY_LENGTH || !line.parseSigned(FLAGS, 0, MOST_FLAGS)) {
            return LineReplies.BAD_LINE;
        }
        int flags = (int) line.number();
        if (!line.parseSigned(EXPTIME, Integer.MIN_VALUE, Integer.MAX_VALUE)) {
            return LineReplies.BAD_LINE;
        }
        long exptime = line.number();
        long unique = 0;
        if (command == TextCommand.CAS) {
            if (!line.parseUnsigned(UNIQUE)) {
                return LineReplies.BAD_LINE;
            }
            unique = line.number();
        }
        request.begin(verb(command), valueLength)
                .key(line.buffer(), line.start(KEY), line.length(KEY))
                .fields(flags, exptime, unique);
        Status status = commands.admit(request);
        return status == Status.OK ? null : TextReplies.of(status);
    }

    private static StoreVerb verb(TextCommand command) {
        return switch (command) {
            case ADD -> StoreVerb.ADD;
            case REPLACE -> StoreVerb.REPLACE;
            case APPEND -> StoreVerb.APPEND;
            case PREPEND -> StoreVerb.PREPEND;
            case CAS -> StoreVerb.CAS;
            default -> StoreVerb.SET;
        };
    }

    @Override
    public StoreRequest request() {
        return request;
    }

    @Override
    public int valueLength() {
        return valueLength;
    }

    @Override
    public void keep() {
        request.keepKey();
    }

    @Override
    public void answer(Status status, ReplyBuffer replies) {
        refuse(TextReplies.of(status), replies);
    }

    @Override
    public void refuse(ReplyText wrong, ReplyBuffer replies) {
        if (!noreply) {
            replies.put(wrong);
        }
    }
}
