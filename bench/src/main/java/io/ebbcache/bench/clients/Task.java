package io.ebbcache.bench.clients;

import java.util.List;

/**
 * What one client does in one round.
 *
 * @param port of the server, on this machine
 * @param inFlight 1: a thread that waits for each value; more: one thread that has as many on their way
 * @param valueBytes size of each value
 */
record Task(ClientKind kind, int port, int inFlight, int valueBytes, long warmUpMillis, long millis) {

    /** For the command line of a process of its own. */
    List<String> arguments() {
        return List.of(
                kind.name(),
                Integer.toString(port),
                Integer.toString(inFlight),
                Integer.toString(valueBytes),
                Long.toString(warmUpMillis),
                Long.toString(millis));
    }

    /** Reads {@link #arguments}. */
    static Task parse(String[] arguments) {
        return new Task(
                ClientKind.valueOf(arguments[0]),
                Integer.parseInt(arguments[1]),
                Integer.parseInt(arguments[2]),
                Integer.parseInt(arguments[3]),
                Long.parseLong(arguments[4]),
                Long.parseLong(arguments[5]));
    }
}
