package io.ebbcache.client.wire;

import static io.ebbcache.client.wire.LineWriter.ascii;

import io.ebbcache.client.operation.Keys;
import io.ebbcache.client.operation.Request;
import io.ebbcache.client.operation.UnsupportedRequestException;
import io.ebbcache.client.operation.Verb;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** Writes meta commands. What is memcached's standard (no expiry, flags 0, mode set) is left out. */
final class MetaEncoder implements RequestEncoder {

    /** The longest key that is no longer than {@link Keys#MAX_BYTES} in base64. */
    private static final int MOST_BASE64_BYTES = Keys.MAX_BYTES / 4 * 3;

    private static final byte[] GET = ascii("mg ");
    private static final byte[] STORE = ascii("ms ");
    private static final byte[] DELETE = ascii("md ");
    private static final byte[] COUNT = ascii("ma ");
    private static final byte[] SPACE = ascii(" ");
    private static final byte[] BASE64 = ascii(" b");
    private static final byte[] VALUE_FLAGS_CAS = ascii(" v f c");
    private static final byte[] VALUE = ascii(" v");
    private static final byte[] NEW_CAS = ascii(" c");
    private static final byte[] EXPIRY = ascii(" T");
    private static final byte[] FLAGS = ascii(" F");
    private static final byte[] MUST_HAVE_CAS = ascii(" C");
    private static final byte[] VIVIFY = ascii(" N");
    private static final byte[] RECACHE = ascii(" R");
    private static final byte[] INVALIDATE = ascii(" I");
    private static final byte[] DELTA = ascii(" D");
    private static final byte[] INITIAL = ascii(" J");
    private static final byte[] OPAQUE = ascii(" O");
    private static final byte[] NO_MODE = {};
    private static final byte[] ADD = ascii(" ME");
    private static final byte[] REPLACE = ascii(" MR");
    private static final byte[] APPEND = ascii(" MA");
    private static final byte[] PREPEND = ascii(" MP");
    private static final byte[] DECREMENT = ascii(" MD");

    private final LineWriter line = new LineWriter();

    @Override
    public void encode(Request request, int opaque, ByteBuf out) {
        boolean plain = Keys.isPlain(request.key());
        check(request, plain);
        switch (request.verb()) {
            case GET, GET_AND_TOUCH -> get(request, plain);
            case TOUCH -> key(GET, request, plain).text(EXPIRY).expiry(request.expiry());
            case SET, ADD, REPLACE, APPEND, PREPEND, CAS -> {
                store(request, plain, opaque, out);
                return;
            }
            case DELETE -> {
                key(DELETE, request, plain);
                cas(request);
            }
            case INVALIDATE -> {
                key(DELETE, request, plain).text(INVALIDATE).text(EXPIRY).expiry(request.expiry());
                cas(request);
            }
            case INCREMENT, DECREMENT -> count(request, plain);
            case RELAY -> {
                relay(request, opaque, out);
                return;
            }
        }
        line.text(OPAQUE).unsigned(opaque).end(out);
    }

    private void relay(Request request, int opaque, ByteBuf out) {
        byte[] command = request.line();
        if (command == null || command.length > LineWriter.MOST_BYTES - LINE_MOST_BYTES) {
            throw new UnsupportedRequestException("a command to pass on has a line that is not too long");
        }
        line.begin(command).text(OPAQUE).unsigned(opaque);
        if (request.value() == null) {
            line.end(out);
        } else {
            line.end(request.value(), out);
        }
    }

    private static void check(Request request, boolean plain) {
        if (request.verb() == Verb.RELAY) {
            return; // how its key is written is up to who wrote the line
        }
        byte[] key = request.key();
        RequestEncoder.checkLength(key);
        if (!plain && key.length > MOST_BASE64_BYTES) {
            throw new UnsupportedRequestException("a key with spaces or control characters is sent in base64 and has at"
                    + " most " + MOST_BASE64_BYTES + " bytes, this one has " + key.length);
        }
    }

    private LineWriter key(byte[] command, Request request, boolean plain) {
        line.begin(command);
        return plain ? line.text(request.key()) : line.base64(request.key()).text(BASE64);
    }

    private void get(Request request, boolean plain) {
        key(GET, request, plain).text(VALUE_FLAGS_CAS);
        if (request.verb() == Verb.GET_AND_TOUCH) {
            line.text(EXPIRY).expiry(request.expiry());
        }
        Request.@Nullable Claim claim = request.claim();
        if (claim != null) {
            line.text(VIVIFY).expiry(claim.vivifySeconds());
            if (claim.recacheSeconds() > 0) {
                line.text(RECACHE).expiry(claim.recacheSeconds());
            }
        }
    }

    private void store(Request request, boolean plain, int opaque, ByteBuf out) {
        byte @Nullable [] value = request.value();
        line.begin(STORE);
        if (plain) {
            line.text(request.key());
        } else {
            line.base64(request.key());
        }
        line.text(SPACE).unsigned(value == null ? 0 : value.length);
        if (!plain) {
            line.text(BASE64);
        }
        if (request.expiry() != 0) {
            line.text(EXPIRY).expiry(request.expiry());
        }
        if (request.flags() != 0) {
            line.text(FLAGS).unsigned(Integer.toUnsignedLong(request.flags()));
        }
        line.text(mode(request.verb()));
        if (request.verb() == Verb.CAS) {
            line.text(MUST_HAVE_CAS).unsigned(request.cas());
        } else {
            cas(request);
        }
        line.text(NEW_CAS).text(OPAQUE).unsigned(opaque).end(value, out);
    }

    private void count(Request request, boolean plain) {
        key(COUNT, request, plain).text(VALUE).text(DELTA).unsigned(request.delta());
        if (request.verb() == Verb.DECREMENT) {
            line.text(DECREMENT);
        }
        Long initial = request.initial();
        if (initial != null) {
            line.text(VIVIFY).expiry(request.expiry()).text(INITIAL).unsigned(initial);
        }
        cas(request);
    }

    private void cas(Request request) {
        if (request.cas() != 0) {
            line.text(MUST_HAVE_CAS).unsigned(request.cas());
        }
    }

    private static byte[] mode(Verb verb) {
        return switch (verb) {
            case ADD -> ADD;
            case REPLACE -> REPLACE;
            case APPEND -> APPEND;
            case PREPEND -> PREPEND;
            default -> NO_MODE;
        };
    }
}
