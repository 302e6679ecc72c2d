package io.ebbcache.server.protocol.binary;

import io.ebbcache.server.command.ReplyText;
import io.ebbcache.server.command.Status;
import java.util.Arrays;

/** How a request ended, as a number, with the words that memcached puts into the body where it went wrong. */
enum PacketStatus {
    OK(0x00, ""),
    NOT_FOUND(0x01, "Not found"),
    EXISTS(0x02, "Data exists for key."),
    TOO_LARGE(0x03, "Too large."),
    INVALID(0x04, "Invalid arguments"),
    NOT_STORED(0x05, "Not stored."),
    NON_NUMERIC(0x06, "Non-numeric server-side value for incr or decr"),
    AUTH_ERROR(0x20, "Auth failure."),
    AUTH_CONTINUE(0x21, ""),
    UNKNOWN_COMMAND(0x81, "Unknown command"),
    OUT_OF_MEMORY(0x82, "Out of memory"),
    TEMPORARY_FAILURE(0x86, "Temporary failure");

    private static final ReplyText[] TEXTS =
            Arrays.stream(values()).map(status -> ReplyText.of(status.words)).toArray(ReplyText[]::new);

    private final int code;
    private final String words;

    PacketStatus(int code, String words) {
        this.code = code;
        this.words = words;
    }

    int code() {
        return code;
    }

    ReplyText text() {
        return TEXTS[ordinal()];
    }

    int textLength() {
        return words.length();
    }

    /** The status for how a command ended, where that does not depend on the command. */
    static PacketStatus of(Status status) {
        return switch (status) {
            case OK, FOUND, STORED, DELETED, TOUCHED -> OK;
            case NOT_FOUND -> NOT_FOUND;
            case EXISTS -> EXISTS;
            case NOT_STORED -> NOT_STORED;
            case NON_NUMERIC -> NON_NUMERIC;
            case TOO_LARGE -> TOO_LARGE;
            case NO_ROOM, OUT_OF_MEMORY -> OUT_OF_MEMORY;
            case NOT_ALLOWED -> AUTH_ERROR;
            case TOO_SMALL, OUT_OF_RANGE, PENDING -> INVALID;
            case NO_ANSWER, OTHER_OWNER -> TEMPORARY_FAILURE;
        };
    }
}
