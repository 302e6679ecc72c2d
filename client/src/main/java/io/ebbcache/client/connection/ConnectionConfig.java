package io.ebbcache.client.connection;

import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * How nodes are connected to. {@link #standard()}, or {@link #builder()}.
 *
 * @param connectTimeout to resolve, connect, agree on TLS, authenticate and choose a protocol, all together
 * @param operationTimeout from asking to the reply, waiting included
 * @param maxInFlight requests that wait on one connection, to be sent or for replies; more are refused
 * @param connectionsPerNode a key always uses the same one
 * @param firstBackoff the longest pause before the second attempt to connect; it doubles with each further one
 * @param mostBackoff the longest pause there is. Pauses are random from nothing to the longest
 * @param silence how long a connection may owe a reply beyond the operation timeout before it is given up
 * @param maxValueBytes a server that sends a longer value is not believed
 * @param credentials null if none are wanted
 * @param tls null for none
 * @param executor completes futures, and so runs what callers attach to them; null to do so on the event loop
 */
public record ConnectionConfig(
        Duration connectTimeout,
        Duration operationTimeout,
        int maxInFlight,
        int connectionsPerNode,
        Duration firstBackoff,
        Duration mostBackoff,
        Duration silence,
        int maxValueBytes,
        @Nullable Credentials credentials,
        @Nullable Encryption tls,
        ProtocolChoice protocol,
        @Nullable Executor executor) {

    private static final Duration LONGEST = Duration.ofDays(1);
    private static final int MOST_IN_FLIGHT = 1 << 20;
    private static final int MOST_CONNECTIONS = 64;
    private static final int MOST_VALUE_BYTES = 1 << 30;

    public ConnectionConfig {
        checkTime("connect timeout", connectTimeout);
        checkTime("operation timeout", operationTimeout);
        checkTime("first backoff", firstBackoff);
        checkTime("most backoff", mostBackoff);
        checkTime("silence", silence);
        checkNumber("requests in flight", maxInFlight, MOST_IN_FLIGHT);
        checkNumber("connections per node", connectionsPerNode, MOST_CONNECTIONS);
        checkNumber("most bytes of a value", maxValueBytes, MOST_VALUE_BYTES);
        if (firstBackoff.compareTo(mostBackoff) > 0) {
            throw new IllegalArgumentException(
                    "the first backoff, " + firstBackoff + ", is more than the most, " + mostBackoff);
        }
    }

    /** What is good for most. */
    public static ConnectionConfig standard() {
        return builder().build();
    }

    /** Begins with what is good for most. */
    public static ConnectionConfigBuilder builder() {
        return new ConnectionConfigBuilder();
    }

    private static void checkTime(String what, Duration time) {
        if (time.compareTo(Duration.ofMillis(1)) < 0 || time.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(what + ": a millisecond to a day, not " + time);
        }
    }

    private static void checkNumber(String what, int number, int most) {
        if (number < 1 || number > most) {
            throw new IllegalArgumentException(what + ": 1 to " + most + ", not " + number);
        }
    }
}
