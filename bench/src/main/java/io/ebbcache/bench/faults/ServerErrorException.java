package io.ebbcache.bench.faults;

import java.io.IOException;

/** A node has answered with an error; the connection goes on. */
final class ServerErrorException extends IOException {
    private static final long serialVersionUID = 1;

    ServerErrorException(String line) {
        super(line);
    }
}
