package io.ebbcache.server.protocol.text;

import io.ebbcache.server.protocol.line.ByteSearch;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** The first word of a line. */
enum TextCommand {
    GET("get", Shape.RETRIEVAL),
    SET("set", Shape.STORAGE),
    GETS("gets", Shape.RETRIEVAL),
    GAT("gat", Shape.RETRIEVAL),
    GATS("gats", Shape.RETRIEVAL),
    ADD("add", Shape.STORAGE),
    REPLACE("replace", Shape.STORAGE),
    APPEND("append", Shape.STORAGE),
    PREPEND("prepend", Shape.STORAGE),
    CAS("cas", Shape.STORAGE),
    DELETE("delete", Shape.LINE),
    INCR("incr", Shape.LINE),
    DECR("decr", Shape.LINE),
    TOUCH("touch", Shape.LINE),
    FLUSH_ALL("flush_all", Shape.LINE),
    VERSION("version", Shape.LINE),
    STATS("stats", Shape.LINE),
    VERBOSITY("verbosity", Shape.LINE),
    CACHE_MEMLIMIT("cache_memlimit", Shape.LINE),
    SLABS("slabs", Shape.LINE),
    LRU("lru", Shape.LINE),
    LRU_CRAWLER("lru_crawler", Shape.LINE),
    WATCH("watch", Shape.LINE),
    SHUTDOWN("shutdown", Shape.LINE),
    CONFIG("config", Shape.LINE),
    QUIT("quit", Shape.LINE),
    MN("mn", Shape.META),
    MG("mg", Shape.META),
    MS("ms", Shape.STORAGE),
    MD("md", Shape.META),
    MA("ma", Shape.META),
    ME("me", Shape.META),
    /** Any other word. */
    UNKNOWN("", Shape.LINE);

    /** What belongs to the command on the wire. */
    enum Shape {
        /** A line of keys. */
        RETRIEVAL,
        /** A line, and a value after it. */
        STORAGE,
        /** A line alone. */
        LINE,
        /** A line alone, of the meta protocol. */
        META
    }

    private static final int LONGEST = 2 * Long.BYTES;

    private static final TextCommand[][] BY_LENGTH = new TextCommand[LONGEST + 1][];

    static {
        for (int length = 0; length <= LONGEST; length++) {
            int wanted = length;
            BY_LENGTH[length] = Arrays.stream(values())
                    .filter(command -> command.length == wanted && wanted > 0)
                    .toArray(TextCommand[]::new);
        }
    }

    /** The word's first eight bytes, and the rest of it, as numbers: two comparisons tell whether it is this word. */
    private final long head;

    private final long tail;
    private final int length;
    private final Shape shape;

    TextCommand(String word, Shape shape) {
        this.length = word.length();
        this.shape = shape;
        UnsafeBuffer bytes = new UnsafeBuffer(word.getBytes(StandardCharsets.US_ASCII));
        this.head = number(bytes, 0, Math.min(length, Long.BYTES));
        this.tail = number(bytes, Long.BYTES, length);
    }

    Shape shape() {
        return shape;
    }

    /** Length of the word. */
    int length() {
        return length;
    }

    /** The command whose word stands in {@code buffer[from, to)}. */
    static TextCommand find(DirectBuffer buffer, int from, int to) {
        int length = to - from;
        if (length <= LONGEST) {
            int middle = Math.min(to, from + Long.BYTES);
            long head = number(buffer, from, middle);
            for (TextCommand command : BY_LENGTH[length]) {
                if (command.head == head && (middle == to || command.tail == number(buffer, middle, to))) {
                    return command;
                }
            }
        }
        return UNKNOWN;
    }

    /** Whether the word and a space stand at the beginning of {@code buffer[from, to)}. */
    boolean begins(DirectBuffer buffer, int from, int to) {
        return to - from > length
                && buffer.getByte(from + length) == ByteSearch.SPACE
                && find(buffer, from, from + length) == this;
    }

    private static long number(DirectBuffer buffer, int from, int to) {
        long number = 0;
        for (int at = from; at < to; at++) {
            number = number << Byte.SIZE | (buffer.getByte(at) & 0xff);
        }
        return number;
    }
}
