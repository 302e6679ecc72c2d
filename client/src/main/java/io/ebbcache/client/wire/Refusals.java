package io.ebbcache.client.wire;

import static io.ebbcache.client.wire.LineWriter.ascii;

import io.ebbcache.client.operation.RefusedException;
import io.ebbcache.client.operation.Request;
import io.ebbcache.client.operation.Verb;
import io.netty.buffer.ByteBuf;

/**
 * Errors after which the server is known to be in step: it has read the request to its end. Every other error is a doubt, as the rest of
 * the request may be taken for the next one.
 */
final class Refusals {

    private static final byte[] SERVER_ERROR = ascii("SERVER_ERROR ");
    private static final byte[] NOT_A_NUMBER = ascii("CLIENT_ERROR cannot increment or decrement non-numeric value");

    private Refusals() {}

    /** What the line means, for the caller to throw; the line is none of the replies that the request may have. */
    static RuntimeException of(LineReader line, int lineBytes, Request request, ByteBuf in) {
        line.rewind();
        boolean counts =
                request.verb() == Verb.INCREMENT || request.verb() == Verb.DECREMENT || request.verb() == Verb.RELAY;
        if (line.skip(SERVER_ERROR) || (counts && line.is(NOT_A_NUMBER))) {
            in.skipBytes(lineBytes);
            return new RefusedException(line.text());
        }
        return line.unreadable("not a reply to " + request.verb());
    }
}
