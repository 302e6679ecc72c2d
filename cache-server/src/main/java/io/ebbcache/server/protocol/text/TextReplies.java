package io.ebbcache.server.protocol.text;

import io.ebbcache.server.command.ReplyText;
import io.ebbcache.server.command.Status;
import io.ebbcache.server.protocol.line.LineReplies;

/** The words of memcached, but for those that it uses in its meta protocol, too. */
final class TextReplies {

    static final ReplyText OK = ReplyText.line("OK");
    static final ReplyText END = ReplyText.line("END");
    static final ReplyText VALUE = ReplyText.of("VALUE ");
    static final ReplyText STAT = ReplyText.of("STAT ");
    static final ReplyText VERSION = ReplyText.of("VERSION ");
    static final ReplyText RESET = ReplyText.line("RESET");
    static final ReplyText ERROR = ReplyText.line("ERROR");
    static final ReplyText BAD_EXPTIME = ReplyText.line("CLIENT_ERROR invalid exptime argument");
    static final ReplyText BAD_DELTA = ReplyText.line("CLIENT_ERROR invalid numeric delta argument");
    static final ReplyText BAD_SHUTDOWN = ReplyText.line("CLIENT_ERROR invalid shutdown mode");
    static final ReplyText UNAUTHENTICATED = ReplyText.line("CLIENT_ERROR unauthenticated");
    static final ReplyText BAD_TERMINATION = ReplyText.line("CLIENT_ERROR bad command line termination");
    static final ReplyText BAD_TOKEN = ReplyText.line("CLIENT_ERROR bad authentication token format");
    static final ReplyText AUTHENTICATION_FAILURE = ReplyText.line("CLIENT_ERROR authentication failure");
    static final ReplyText DUMP_END = ReplyText.line("EN");
    static final ReplyText NO_METADUMP = ReplyText.line("ERROR metadump not allowed");
    static final ReplyText NO_MGDUMP = ReplyText.line("ERROR mgdump not allowed");
    static final ReplyText METADUMP_NOT_FIRST = ReplyText.line("ERROR cannot pipeline other commands before metadump");
    static final ReplyText MGDUMP_NOT_FIRST = ReplyText.line("ERROR cannot pipeline other commands before mgdump");
    static final ReplyText NO_WATCH = ReplyText.line("CLIENT_ERROR watch commands not allowed");
    static final ReplyText WATCH_NOT_FIRST = ReplyText.line("ERROR cannot pipeline other commands before watch");
    static final ReplyText TOO_MANY_WATCHERS = ReplyText.line("WATCHER_TOO_MANY log watcher limit reached");
    static final ReplyText WATCH_FAILED = ReplyText.line("WATCHER_FAILED failed to add log watcher");
    static final ReplyText BAD_DETAIL = ReplyText.line("CLIENT_ERROR usage: stats detail on|off|dump");
    static final ReplyText SAME_CLASS = ReplyText.line("SAME src and dst class are identical");
    static final ReplyText NO_SPARE = ReplyText.line("NOSPARE source class has no spare pages");
    static final ReplyText BAD_CLASSES = ReplyText.line("BADCLASS invalid src or dst class id");
    static final ReplyText BAD_CLASS = ReplyText.line("BADCLASS invalid class id");
    static final ReplyText BAD_PERCENT = ReplyText.line("ERROR hot and warm pcts must not exceed 80");
    static final ReplyText BAD_FACTORS = ReplyText.line("ERROR hot/warm age factors must be greater than 0");
    static final ReplyText BAD_SLEEP = ReplyText.line("CLIENT_ERROR sleep must be one second or less");
    static final ReplyText CRAWLER_DISABLED = ReplyText.line("CLIENT_ERROR lru crawler disabled");
    static final ReplyText CRAWLER_RUNS = ReplyText.line("ERROR failed to start lru crawler thread");
    static final ReplyText NO_FLUSH = ReplyText.line("CLIENT_ERROR flush_all not allowed");
    static final ReplyText NO_SHUTDOWN = ReplyText.line("SERVER_ERROR: shutdown not enabled");
    static final ReplyText NO_MEMORY_STATS = ReplyText.line("SERVER_ERROR out of memory writing stats");
    static final ReplyText MEMLIMIT_TOO_SMALL =
            ReplyText.line("MEMLIMIT_TOO_SMALL cannot set maxbytes to less than 8m");
    static final ReplyText MEMLIMIT_NOT_BYTES =
            ReplyText.line("MEMLIMIT_ADJUST_FAILED input value is megabytes not bytes");
    static final ReplyText MEMLIMIT_OUT_OF_RANGE =
            ReplyText.line("MEMLIMIT_ADJUST_FAILED out of bounds or unable to adjust");

    private static final ReplyText STORED = ReplyText.line("STORED");
    private static final ReplyText NOT_STORED = ReplyText.line("NOT_STORED");
    private static final ReplyText EXISTS = ReplyText.line("EXISTS");
    private static final ReplyText NOT_FOUND = ReplyText.line("NOT_FOUND");
    private static final ReplyText DELETED = ReplyText.line("DELETED");
    private static final ReplyText TOUCHED = ReplyText.line("TOUCHED");

    private TextReplies() {}

    /** The line for how a command ended, where that does not depend on the command. */
    static ReplyText of(Status status) {
        return switch (status) {
            case OK -> OK;
            case STORED -> STORED;
            case NOT_STORED -> NOT_STORED;
            case EXISTS -> EXISTS;
            case NOT_FOUND -> NOT_FOUND;
            case DELETED -> DELETED;
            case TOUCHED -> TOUCHED;
            case NON_NUMERIC -> LineReplies.NON_NUMERIC;
            case TOO_LARGE -> LineReplies.TOO_LARGE;
            case OUT_OF_MEMORY -> LineReplies.NO_MEMORY_STORING;
            case NO_ANSWER -> LineReplies.NO_ANSWER;
            case OTHER_OWNER -> LineReplies.OTHER_OWNER;
            case FOUND, NO_ROOM, NOT_ALLOWED, TOO_SMALL, OUT_OF_RANGE, PENDING -> LineReplies.UNEXPECTED;
        };
    }
}
