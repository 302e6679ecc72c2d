package io.ebbcache.client.micrometer;

import io.ebbcache.client.operation.ClosedClientException;
import io.ebbcache.client.operation.ConnectionLostException;
import io.ebbcache.client.operation.NodeUnavailableException;
import io.ebbcache.client.operation.OperationTimeoutException;
import io.ebbcache.client.operation.OverloadedException;
import io.ebbcache.client.operation.RefusedException;
import io.ebbcache.client.operation.Reply;
import io.ebbcache.client.operation.UnsupportedRequestException;
import io.ebbcache.client.operation.Verb;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** How a request ended, as metrics tell it: the values of the tag {@code outcome}, in lower case. */
enum RequestOutcome {
    /** A read found a value, be it one that was invalidated. */
    HIT,
    /** A read found none, or the place where this client or another one is to put it. */
    MISS,
    /** A change was made. */
    DONE,
    /** There was no item to change. */
    NOT_FOUND,
    /** Add found an item, or replace, append or prepend found none. */
    NOT_STORED,
    /** The item had another CAS number. */
    EXISTS,
    /** No reply in time. */
    TIMEOUT,
    /** Too many requests were waiting; not sent. */
    OVERLOADED,
    /** There was no connection; not sent. */
    UNAVAILABLE,
    /** The connection ended before the reply. */
    LOST,
    /** The server refused it. */
    REFUSED,
    /** The server has no such request; not sent. */
    UNSUPPORTED,
    /** The client was closed; not sent. */
    CLOSED,
    /** The caller gave it up. */
    CANCELLED,
    /** Anything else. */
    ERROR;

    private final String tag = name().toLowerCase(Locale.ROOT);

    String tag() {
        return tag;
    }

    static RequestOutcome of(Verb verb, @Nullable Reply reply, @Nullable Throwable failure) {
        return reply == null ? failed(failure) : verb.reads() ? read(reply) : changed(reply);
    }

    private static RequestOutcome read(Reply reply) {
        boolean placeholder = (reply.won() || reply.claimed()) && reply.value().length == 0 && reply.flags() == 0;
        return reply.isDone() && !placeholder ? HIT : MISS;
    }

    private static RequestOutcome changed(Reply reply) {
        return switch (reply.outcome()) {
            case DONE -> DONE;
            case NOT_FOUND -> NOT_FOUND;
            case NOT_STORED -> NOT_STORED;
            case EXISTS -> EXISTS;
        };
    }

    private static RequestOutcome failed(@Nullable Throwable failure) {
        if (failure instanceof OperationTimeoutException) {
            return TIMEOUT;
        } else if (failure instanceof OverloadedException) {
            return OVERLOADED;
        } else if (failure instanceof NodeUnavailableException) {
            return UNAVAILABLE;
        } else if (failure instanceof ConnectionLostException) {
            return LOST;
        } else if (failure instanceof RefusedException) {
            return REFUSED;
        } else if (failure instanceof UnsupportedRequestException) {
            return UNSUPPORTED;
        } else if (failure instanceof ClosedClientException) {
            return CLOSED;
        }
        return failure instanceof CancellationException ? CANCELLED : ERROR;
    }
}
