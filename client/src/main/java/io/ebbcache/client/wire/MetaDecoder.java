package io.ebbcache.client.wire;

import io.ebbcache.client.operation.Outcome;
import io.ebbcache.client.operation.Reply;
import io.ebbcache.client.operation.Request;
import io.ebbcache.client.operation.Verb;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** Reads replies to meta commands. */
final class MetaDecoder implements ReplyDecoder {

    private static final int VALUE = LineReader.code('V', 'A');
    private static final int DONE = LineReader.code('H', 'D');
    private static final int MISS = LineReader.code('E', 'N');
    private static final int NOT_FOUND = LineReader.code('N', 'F');
    private static final int NOT_STORED = LineReader.code('N', 'S');
    private static final int EXISTS = LineReader.code('E', 'X');

    private static final byte[] NOTHING = {};

    private final LineReader line = new LineReader();
    private final MetaFlags flags = new MetaFlags();
    private final Values values;

    MetaDecoder(int maxValueBytes) {
        values = new Values(maxValueBytes);
    }

    @Override
    public @Nullable Reply decode(ByteBuf in, Request request, int opaque) {
        int lineBytes = line.take(in);
        if (lineBytes == 0) {
            return null;
        }
        int code = line.code();
        if (request.verb() == Verb.RELAY) {
            return relayed(code, in, lineBytes, request, opaque);
        }
        if (code == VALUE) {
            return value(in, lineBytes, request, opaque);
        }
        Reply reply = withoutValue(code, request);
        if (reply == null) {
            throw Refusals.of(line, lineBytes, request, in);
        }
        flags.read(line, opaque);
        in.skipBytes(lineBytes);
        return reply.isDone() && request.verb().stores() ? Reply.stored(flags.cas) : reply;
    }

    private @Nullable Reply relayed(int code, ByteBuf in, int lineBytes, Request request, int opaque) {
        if (code == VALUE) {
            line.expect(' ');
            int valueBytes = values.length(line);
            byte[] rest = flags.relay(line, opaque);
            return values.isWhole(in, lineBytes, valueBytes)
                    ? Reply.relayed(Outcome.DONE, values.read(in, lineBytes, valueBytes), rest)
                    : null;
        }
        Outcome outcome = outcome(code);
        if (outcome == null) {
            throw Refusals.of(line, lineBytes, request, in);
        }
        Reply reply = Reply.relayed(outcome, NOTHING, flags.relay(line, opaque));
        in.skipBytes(lineBytes);
        return reply;
    }

    private static @Nullable Outcome outcome(int code) {
        if (code == DONE) {
            return Outcome.DONE;
        }
        if (code == MISS || code == NOT_FOUND) {
            return Outcome.NOT_FOUND;
        }
        return code == NOT_STORED ? Outcome.NOT_STORED : code == EXISTS ? Outcome.EXISTS : null;
    }

    private @Nullable Reply value(ByteBuf in, int lineBytes, Request request, int opaque) {
        Verb verb = request.verb();
        boolean counts = verb == Verb.INCREMENT || verb == Verb.DECREMENT;
        if (!counts && !verb.reads()) {
            throw line.unreadable("a value as a reply to " + verb);
        }
        line.expect(' ');
        int valueBytes = values.length(line);
        flags.read(line, opaque);
        if (!values.isWhole(in, lineBytes, valueBytes)) {
            return null;
        }
        if (counts) {
            return Reply.counted(values.number(in, lineBytes, valueBytes));
        }
        byte[] value = values.read(in, lineBytes, valueBytes);
        return Reply.found(value, flags.flags, flags.cas, flags.won, flags.stale, flags.claimed);
    }

    /** Null if the request cannot have such a reply. */
    private static @Nullable Reply withoutValue(int code, Request request) {
        Verb verb = request.verb();
        boolean compares = verb == Verb.CAS || request.cas() != 0;
        return switch (verb) {
            case GET, GET_AND_TOUCH -> code == MISS ? Reply.NOT_FOUND : null;
            case TOUCH -> code == DONE ? Reply.DONE : code == MISS ? Reply.NOT_FOUND : null;
            case SET, ADD, REPLACE, APPEND, PREPEND, CAS ->
                code == DONE ? Reply.DONE : code == NOT_STORED ? Reply.NOT_STORED : compares ? compared(code) : null;
            case DELETE, INVALIDATE ->
                code == DONE ? Reply.DONE : code == NOT_FOUND || compares ? compared(code) : null;
            case INCREMENT, DECREMENT -> {
                boolean makes = request.initial() != null;
                yield makes && code == NOT_STORED
                        ? Reply.NOT_STORED
                        : code == NOT_FOUND || compares ? compared(code) : null;
            }
            case RELAY -> null; // its reply is read as it is
        };
    }

    private static @Nullable Reply compared(int code) {
        return code == NOT_FOUND ? Reply.NOT_FOUND : code == EXISTS ? Reply.EXISTS : null;
    }
}
