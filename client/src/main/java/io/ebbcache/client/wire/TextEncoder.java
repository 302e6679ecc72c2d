package io.ebbcache.client.wire;

import static io.ebbcache.client.wire.LineWriter.ascii;

import io.ebbcache.client.operation.Keys;
import io.ebbcache.client.operation.Request;
import io.ebbcache.client.operation.UnsupportedRequestException;
import io.ebbcache.client.operation.Verb;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** Writes classic text commands. */
final class TextEncoder implements RequestEncoder {

    private static final byte[] SPACE = ascii(" ");
    private static final byte[] GET = ascii("gets ");
    private static final byte[] GET_AND_TOUCH = ascii("gats ");
    private static final byte[] TOUCH = ascii("touch ");
    private static final byte[] SET = ascii("set ");
    private static final byte[] ADD = ascii("add ");
    private static final byte[] REPLACE = ascii("replace ");
    private static final byte[] APPEND = ascii("append ");
    private static final byte[] PREPEND = ascii("prepend ");
    private static final byte[] CAS = ascii("cas ");
    private static final byte[] DELETE = ascii("delete ");
    private static final byte[] INCREMENT = ascii("incr ");
    private static final byte[] DECREMENT = ascii("decr ");

    private final LineWriter line = new LineWriter();

    @Override
    public void encode(Request request, int opaque, ByteBuf out) {
        check(request);
        byte[] key = request.key();
        switch (request.verb()) {
            case GET -> line.begin(GET).text(key).end(out);
            case GET_AND_TOUCH ->
                line.begin(GET_AND_TOUCH)
                        .expiry(request.expiry())
                        .text(SPACE)
                        .text(key)
                        .end(out);
            case TOUCH ->
                line.begin(TOUCH).text(key).text(SPACE).expiry(request.expiry()).end(out);
            case SET -> store(SET, request, out);
            case ADD -> store(ADD, request, out);
            case REPLACE -> store(REPLACE, request, out);
            case APPEND -> store(APPEND, request, out);
            case PREPEND -> store(PREPEND, request, out);
            case CAS -> store(CAS, request, out);
            case DELETE, INVALIDATE -> line.begin(DELETE).text(key).end(out);
            case INCREMENT -> count(INCREMENT, request, out);
            case DECREMENT -> count(DECREMENT, request, out);
            case RELAY -> throw new UnsupportedRequestException("meta commands need a server that knows them");
        }
    }

    private static void check(Request request) {
        RequestEncoder.checkLength(request.key());
        if (!Keys.isPlain(request.key())) {
            throw new UnsupportedRequestException(
                    "the text protocol has no keys with spaces or control characters; this server speaks no other");
        }
        if (request.cas() != 0 && request.verb() != Verb.CAS) {
            throw new UnsupportedRequestException("the text protocol has no " + request.verb() + " with a CAS number;"
                    + " this server speaks no other");
        }
        if (request.initial() != null) {
            throw new UnsupportedRequestException("the text protocol has no " + request.verb()
                    + " that makes the counter; this server speaks no other");
        }
    }

    private void store(byte[] command, Request request, ByteBuf out) {
        byte @Nullable [] value = request.value();
        line.begin(command)
                .text(request.key())
                .text(SPACE)
                .unsigned(Integer.toUnsignedLong(request.flags()))
                .text(SPACE)
                .expiry(request.expiry())
                .text(SPACE)
                .unsigned(value == null ? 0 : value.length);
        if (request.verb() == Verb.CAS) {
            line.text(SPACE).unsigned(request.cas());
        }
        line.end(value, out);
    }

    private void count(byte[] command, Request request, ByteBuf out) {
        line.begin(command)
                .text(request.key())
                .text(SPACE)
                .unsigned(request.delta())
                .end(out);
    }
}
