package io.ebbcache.bench.faults;

/**
 * A request and its answer.
 *
 * @param version of the value that was read or written; a delete has one too, which no value ever has
 * @param node that was asked
 * @param fromNanos before it was sent
 * @param toNanos after it was answered
 */
record Operation(Kind kind, long version, String node, long fromNanos, long toNanos) {

    /** What was asked for. */
    enum Kind {
        GET,
        SET,
        DELETE;

        @Override
        public String toString() {
            return switch (this) {
                case GET -> "get";
                case SET -> "set";
                case DELETE -> "delete";
            };
        }
    }
}
