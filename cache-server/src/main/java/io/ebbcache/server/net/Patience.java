package io.ebbcache.server.net;

import io.ebbcache.server.command.ServerCounter;
import org.jspecify.annotations.Nullable;

/**
 * For how long one client has let its connection wait. A client that does not take its replies is waited for by what leaves,
 * whatever it sends; any other by what it sends.
 */
final class Patience {

    private enum Waiting {
        BETWEEN_REQUESTS,
        FOR_REST_OF_REQUEST,
        FOR_REPLIES_TO_LEAVE
    }

    private Waiting waiting = Waiting.BETWEEN_REQUESTS;
    private int seconds;
    private long bytesLeft;

    /** Something was received. */
    void received() {
        if (waiting != Waiting.FOR_REPLIES_TO_LEAVE) {
            seconds = 0;
        }
    }

    /**
     * A second has passed.
     *
     * @param unsent whether replies wait to leave
     * @param unfinished whether a request has begun and not ended
     * @param left differs from the last call if bytes have left
     * @return what the connection is to be closed for, or null
     */
    @Nullable
    ServerCounter secondPassed(Timeouts timeouts, boolean unsent, boolean unfinished, long left) {
        Waiting now = unsent
                ? Waiting.FOR_REPLIES_TO_LEAVE
                : unfinished ? Waiting.FOR_REST_OF_REQUEST : Waiting.BETWEEN_REQUESTS;
        if (now != waiting || (unsent && left != bytesLeft)) {
            waiting = now;
            seconds = 0;
        }
        bytesLeft = left;
        seconds++;
        return switch (now) {
            case BETWEEN_REQUESTS -> over(timeouts.idleSeconds(), ServerCounter.CONNECTIONS_IDLE_CLOSED);
            case FOR_REST_OF_REQUEST -> over(timeouts.requestSeconds(), ServerCounter.CONNECTIONS_REQUEST_STALLED);
            case FOR_REPLIES_TO_LEAVE -> over(timeouts.writeSeconds(), ServerCounter.CONNECTIONS_WRITE_STALLED);
        };
    }

    private @Nullable ServerCounter over(int limit, ServerCounter counter) {
        return limit > 0 && seconds > limit ? counter : null;
    }
}
