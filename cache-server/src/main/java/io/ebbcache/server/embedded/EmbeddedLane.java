package io.ebbcache.server.embedded;

import io.ebbcache.client.operation.RefusedException;
import io.ebbcache.client.operation.Reply;
import io.ebbcache.client.operation.Request;
import io.ebbcache.client.operation.UnsupportedRequestException;
import io.ebbcache.client.operation.Verb;
import io.ebbcache.server.command.Commands;
import io.ebbcache.server.command.RequestTerms;
import io.ebbcache.server.command.Status;
import io.ebbcache.server.command.StoreRequest;
import io.ebbcache.server.command.StoreVerb;
import org.agrona.concurrent.UnsafeBuffer;

/** Carries requests out, for one thread at a time, with the meaning that they have in the meta protocol. */
final class EmbeddedLane implements AutoCloseable {
    private static final byte[] NOTHING = {};

    private final Commands commands;
    private final RequestTerms terms;
    private final StoreRequest stored = new StoreRequest();
    private final UnsafeBuffer key = new UnsafeBuffer(0, 0);
    private final Scratch scratch = new Scratch();
    private final HeapReply found;

    EmbeddedLane(Commands commands) {
        this.commands = commands;
        this.terms = commands.newTerms();
        this.found = new HeapReply(commands.item(), scratch);
    }

    /**
     * What comes of a request.
     *
     * @throws RefusedException where a server answers with an error
     */
    Reply execute(Request request) {
        key.wrap(request.key());
        return switch (request.verb()) {
            case GET, GET_AND_TOUCH -> get(request);
            case TOUCH -> reply(commands.touch(key, 0, key.capacity(), request.expiry()));
            case SET, ADD, REPLACE, APPEND, PREPEND, CAS -> store(request);
            case DELETE -> reply(commands.delete(key, 0, key.capacity(), request.cas()));
            case INVALIDATE -> reply(commands.delete(key, 0, key.capacity(), invalidation(request)));
            case INCREMENT, DECREMENT -> count(request);
            case RELAY -> throw new UnsupportedRequestException("nothing is passed on here");
        };
    }

    void flush() {
        commands.flush();
    }

    private Reply get(Request request) {
        terms.clear().claiming();
        Request.Claim claim = request.claim();
        if (claim != null) {
            terms.vivify(claim.vivifySeconds());
            if (claim.recacheSeconds() > 0) {
                terms.recache(claim.recacheSeconds());
            }
        }
        if (request.verb() == Verb.GET_AND_TOUCH) {
            terms.touch(request.expiry());
        }
        Status status = commands.get(key, 0, key.capacity(), terms, found);
        return status == Status.FOUND ? found.take() : reply(status);
    }

    private Reply store(Request request) {
        byte[] value = request.value() == null ? NOTHING : request.value();
        stored.begin(verb(request.verb()), value.length)
                .key(key, 0, key.capacity())
                .fields(request.flags(), request.expiry(), request.cas())
                .forgetful();
        Status admitted = commands.admit(stored);
        if (admitted != Status.OK) {
            return reply(admitted);
        }
        UnsafeBuffer bytes = scratch.room(value.length);
        bytes.putBytes(0, value);
        Status status = commands.store(stored, bytes, 0);
        scratch.done();
        return status == Status.STORED ? Reply.stored(commands.item().cas()) : reply(status);
    }

    private RequestTerms invalidation(Request request) {
        terms.clear().stale();
        terms.touch(request.expiry());
        if (request.cas() != 0) {
            terms.ifCas(request.cas());
        }
        return terms;
    }

    private Reply count(Request request) {
        terms.clear();
        Long initial = request.initial();
        if (initial != null) {
            terms.initial(initial);
            terms.vivify(request.expiry());
        }
        if (request.cas() != 0) {
            terms.ifCas(request.cas());
        }
        Status status = request.verb() == Verb.INCREMENT
                ? commands.increment(key, 0, key.capacity(), request.delta(), terms)
                : commands.decrement(key, 0, key.capacity(), request.delta(), terms);
        return status == Status.STORED ? Reply.counted(commands.number()) : reply(status);
    }

    private static StoreVerb verb(Verb verb) {
        return switch (verb) {
            case ADD -> StoreVerb.ADD;
            case REPLACE -> StoreVerb.REPLACE;
            case APPEND -> StoreVerb.APPEND;
            case PREPEND -> StoreVerb.PREPEND;
            case CAS -> StoreVerb.CAS;
            default -> StoreVerb.SET;
        };
    }

    private static Reply reply(Status status) {
        return switch (status) {
            case OK, FOUND, STORED, DELETED, TOUCHED -> Reply.DONE;
            case NOT_FOUND -> Reply.NOT_FOUND;
            case NOT_STORED -> Reply.NOT_STORED;
            case EXISTS -> Reply.EXISTS;
            case NON_NUMERIC -> throw new RefusedException("cannot increment or decrement non-numeric value");
            case TOO_LARGE -> throw new RefusedException("object too large for cache");
            case NO_ROOM, OUT_OF_MEMORY -> throw new RefusedException("out of memory storing object");
            case NOT_ALLOWED, TOO_SMALL, OUT_OF_RANGE, PENDING, NO_ANSWER, OTHER_OWNER ->
                throw new IllegalStateException(status.toString());
        };
    }

    @Override
    public void close() {
        scratch.close();
    }
}
