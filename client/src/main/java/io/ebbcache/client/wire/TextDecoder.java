package io.ebbcache.client.wire;

import static io.ebbcache.client.wire.LineWriter.ascii;

import io.ebbcache.client.operation.Reply;
import io.ebbcache.client.operation.Request;
import io.ebbcache.client.operation.Verb;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** Reads replies to classic text commands. */
final class TextDecoder implements ReplyDecoder {

    private static final byte[] VALUE = ascii("VALUE ");
    private static final byte[] END = ascii("END");
    private static final byte[] END_LINE = ascii("END\r\n");
    private static final byte[] STORED = ascii("STORED");
    private static final byte[] NOT_STORED = ascii("NOT_STORED");
    private static final byte[] EXISTS = ascii("EXISTS");
    private static final byte[] NOT_FOUND = ascii("NOT_FOUND");
    private static final byte[] DELETED = ascii("DELETED");
    private static final byte[] TOUCHED = ascii("TOUCHED");

    private final LineReader line = new LineReader();
    private final Values values;

    TextDecoder(int maxValueBytes) {
        values = new Values(maxValueBytes);
    }

    @Override
    public @Nullable Reply decode(ByteBuf in, Request request, int opaque) {
        int lineBytes = line.take(in);
        if (lineBytes == 0) {
            return null;
        }
        if (request.verb().reads() && line.skip(VALUE)) {
            return value(in, lineBytes, request);
        }
        Reply reply = withoutValue(request.verb());
        if (reply == null) {
            throw Refusals.of(line, lineBytes, request, in);
        }
        in.skipBytes(lineBytes);
        return reply;
    }

    private @Nullable Reply value(ByteBuf in, int lineBytes, Request request) {
        if (!line.skip(request.key())) {
            throw line.unreadable("the value of another key");
        }
        line.expect(' ');
        int flags = line.flags();
        line.expect(' ');
        int valueBytes = values.length(line);
        line.expect(' ');
        long cas = line.unsigned();
        line.expectEnd();
        if (!values.isWhole(in, lineBytes, valueBytes + END_LINE.length)) {
            return null;
        }
        byte[] value = values.read(in, lineBytes, valueBytes);
        for (byte each : END_LINE) {
            if (in.readByte() != each) {
                throw new UnreadableReplyException("more than the one value that was asked for");
            }
        }
        return Reply.found(value, flags, cas);
    }

    /** Null if the request cannot have such a reply. */
    private @Nullable Reply withoutValue(Verb verb) {
        return switch (verb) {
            case GET, GET_AND_TOUCH -> line.is(END) ? Reply.NOT_FOUND : null;
            case TOUCH -> line.is(TOUCHED) ? Reply.DONE : notFound();
            case SET, ADD, REPLACE, APPEND, PREPEND ->
                line.is(STORED) ? Reply.DONE : line.is(NOT_STORED) ? Reply.NOT_STORED : null;
            case CAS -> line.is(STORED) ? Reply.DONE : line.is(EXISTS) ? Reply.EXISTS : notFound();
            case DELETE, INVALIDATE -> line.is(DELETED) ? Reply.DONE : notFound();
            case INCREMENT, DECREMENT -> line.beginsWithDigit() ? counted() : notFound();
            case RELAY -> null; // was not sent
        };
    }

    private @Nullable Reply notFound() {
        return line.is(NOT_FOUND) ? Reply.NOT_FOUND : null;
    }

    private Reply counted() {
        long number = line.unsigned();
        line.expectEnd();
        return Reply.counted(number);
    }
}
