package io.ebbcache.server.launch;

/** The server cannot start, and the message says why in one line that its operator understands. */
final class StartException extends RuntimeException {
    private static final long serialVersionUID = 1;

    StartException(String message) {
        super(message);
    }

    StartException(String message, Throwable cause) {
        super(message, cause);
    }
}
