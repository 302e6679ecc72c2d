package io.ebbcache.server.protocol.meta;

import static io.ebbcache.server.command.Commands.MAX_KEY_LENGTH;

import io.ebbcache.server.command.ReplyText;
import io.ebbcache.server.command.RequestTerms;
import io.ebbcache.server.protocol.line.CommandLine;
import io.ebbcache.server.protocol.line.LineReplies;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The key and the flags of a meta command, read in the same way for all of them: each knows the flags of all others and lets them
 * be. A flyweight over the tokens of the line; as flags count in the order given, who answers walks through them again.
 */
final class MetaFlags {

    static final int KEY = 1;

    /** No {@code M} was given. */
    static final byte NO_MODE = 0;

    /** An {@code M} was given, and nothing behind it. */
    private static final byte EMPTY_MODE = ' ';

    private static final int MOST_TOKENS = 20;
    private static final int LONGEST_OPAQUE_BYTES = 32;
    private static final int FIRST_LETTER = '@';
    private static final int LAST_LETTER = '~';
    /** What nodes of a cluster write behind a {@code P} when they ask each other, followed by the version of their ring. */
    private static final byte[] RELAYED = "ebb".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] TO_FORMER = "old".getBytes(StandardCharsets.US_ASCII);

    /** In a read of any key: whether there is a later ring than that. */
    private static final byte[] RING = "ring".getBytes(StandardCharsets.US_ASCII);

    /** In a delete of any key: all items are meant, and {@code T} is the time of the flush. */
    private static final byte[] FLUSH = "flush".getBytes(StandardCharsets.US_ASCII);

    private static final long MOST_CLIENT_FLAGS = 0xffff_ffffL;

    private final CommandLine line;
    private final MetaKey key = new MetaKey();
    private int first;

    /** One bit for each letter, beginning with {@link #FIRST_LETTER}. */
    private long letters;

    private long cas;
    private long newCas;
    private long touch;
    private long vivify;
    private long recache;
    private long initial;
    private long delta;
    private int clientFlags;
    private byte mode;
    private int opaqueToken;
    private long ringVersion;
    private boolean toFormer;
    private boolean flush;
    private boolean ringQuestion;
    private long marked;

    MetaFlags(CommandLine line) {
        this.line = line;
    }

    /**
     * Reads the line.
     *
     * @param firstFlag token of the first flag; there is a key
     * @return what is wrong, or null
     */
    @Nullable
    ReplyText parse(int firstFlag) {
        first = firstFlag;
        letters = 0;
        delta = 1;
        initial = 0;
        clientFlags = 0;
        touch = 0;
        mode = NO_MODE;
        opaqueToken = 0;
        ringVersion = 0;
        toFormer = false;
        flush = false;
        ringQuestion = false;
        if (line.length(KEY) > MAX_KEY_LENGTH) {
            return LineReplies.BAD_LINE;
        }
        if (line.count() > MOST_TOKENS) {
            return MetaReplies.TOO_MANY_FLAGS;
        }
        key.wrap(line.buffer(), line.start(KEY), line.length(KEY));
        ReplyText wrong = null;
        for (int token = first; token < line.count(); token++) {
            int letter = letter(token);
            if (letter < 0 || letter > LAST_LETTER || has(letter)) {
                return MetaReplies.DUPLICATE_FLAG; // as memcached says of letters beyond ASCII, too
            }
            ReplyText said = take(letter, token);
            if (said == MetaReplies.INVALID_FLAG) {
                return said;
            }
            if (said != null && (wrong == null || said != LineReplies.BAD_LINE)) {
                wrong = said;
            }
            letters |= bit(letter);
        }
        return wrong;
    }

    private @Nullable ReplyText take(int letter, int token) {
        switch (letter) {
            case 'c', 'f', 'h', 'k', 'l', 'q', 's', 't', 'u', 'v', 'x', 'I', 'L' -> {
                return null;
            }
            case 'P' -> {
                takeMark(token);
                return null;
            }
            case 'b' -> {
                return key.decode() ? null : MetaReplies.BAD_KEY;
            }
            case 'M' -> {
                mode = line.length(token) > 1 ? line.buffer().getByte(line.start(token) + 1) : EMPTY_MODE;
                return null;
            }
            case 'O' -> {
                opaqueToken = token;
                return null;
            }
            case 'F' -> {
                boolean right = line.parseSignedTail(token, 0, MOST_CLIENT_FLAGS);
                clientFlags = (int) line.number();
                return right ? null : LineReplies.BAD_LINE;
            }
            case 'N', 'R', 'T' -> {
                boolean right = line.parseSignedTail(token, Integer.MIN_VALUE, Integer.MAX_VALUE);
                takeExptime(letter, line.number());
                return right ? null : MetaReplies.BAD_TOKEN;
            }
            case 'C', 'D', 'E', 'J' -> {
                boolean right = line.parseUnsignedTail(token);
                return right ? takeNumber(letter, line.number()) : badNumber(letter);
            }
            default -> {
                return MetaReplies.INVALID_FLAG;
            }
        }
    }

    /** What other nodes say; clients may write there what they like. */
    private void takeMark(int token) {
        flush = line.parseUnsignedTail(token, FLUSH);
        ringQuestion = line.parseUnsignedTail(token, RING);
        if (flush || ringQuestion) {
            marked = line.number();
            return;
        }
        toFormer = line.parseUnsignedTail(token, TO_FORMER);
        ringVersion = toFormer || line.parseUnsignedTail(token, RELAYED) ? line.number() : 0;
    }

    private void takeExptime(int letter, long exptime) {
        switch (letter) {
            case 'N' -> vivify = exptime;
            case 'R' -> recache = exptime;
            default -> touch = exptime;
        }
    }

    private @Nullable ReplyText takeNumber(int letter, long number) {
        switch (letter) {
            case 'C' -> cas = number;
            case 'D' -> delta = number;
            case 'E' -> newCas = number;
            default -> initial = number;
        }
        return null;
    }

    private static ReplyText badNumber(int letter) {
        return switch (letter) {
            case 'D' -> MetaReplies.BAD_DELTA;
            case 'J' -> MetaReplies.BAD_INITIAL;
            default -> MetaReplies.BAD_TOKEN;
        };
    }

    /** Whether the client's own token is longer than we send back. */
    boolean isOpaqueTooLong() {
        return opaqueToken != 0 && line.length(opaqueToken) > LONGEST_OPAQUE_BYTES;
    }

    /** Whether another node asks that all items of this one end. */
    boolean isFlush() {
        return flush;
    }

    /** Whether another node asks for nothing but whether there is a later ring than its own. */
    boolean isRingQuestion() {
        return ringQuestion;
    }

    /** The version of the ring of the node that asks. */
    long askersRing() {
        return marked;
    }

    /** Sets what the flags ask for, all but {@code C}: what that means depends on the command. */
    void tell(RequestTerms terms) {
        if (toFormer) {
            terms.askedOfFormer(ringVersion);
        } else {
            terms.relayed(ringVersion);
        }
        for (int token = first; token < line.count(); token++) {
            switch (letter(token)) {
                case 'E' -> terms.newCas(newCas);
                case 'I' -> terms.stale();
                case 'J' -> terms.initial(initial);
                case 'N' -> terms.vivify(vivify);
                case 'R' -> terms.recache(recache);
                case 'T' -> terms.touch(touch);
                case 'u' -> terms.unnoticed();
                case 'x' -> terms.emptied();
                default -> {}
            }
        }
    }

    /** Sets what the flags ask of a store; {@code T} is not among it, as it is the expiry of what is stored. */
    void tellStore(RequestTerms terms) {
        terms.relayed(ringVersion);
        if (has('E')) {
            terms.newCas(newCas);
        }
        if (has('I')) {
            terms.stale();
        }
        if (has('N')) {
            terms.vivify(vivify);
        }
    }

    boolean has(int letter) {
        return letter >= FIRST_LETTER && (letters & bit(letter)) != 0;
    }

    private static long bit(int letter) {
        return 1L << (letter - FIRST_LETTER);
    }

    /** Token of the first flag. */
    int first() {
        return first;
    }

    /** Token behind the last flag. */
    int end() {
        return line.count();
    }

    int letter(int token) {
        return line.buffer().getByte(line.start(token));
    }

    CommandLine line() {
        return line;
    }

    /** The key, decoded. */
    MetaKey key() {
        return key;
    }

    /** Token of the client's own token; 0 if there is none. */
    int opaqueToken() {
        return opaqueToken;
    }

    /** The token of {@code C}, if it was given. */
    long cas() {
        return cas;
    }

    /** The token of {@code T}; 0 if it was not given. */
    long touch() {
        return touch;
    }

    /** The token of {@code N}, if it was given. */
    long vivify() {
        return vivify;
    }

    /** The token of {@code D}; 1 if it was not given. */
    long delta() {
        return delta;
    }

    /** The token of {@code F}; 0 if it was not given. */
    int clientFlags() {
        return clientFlags;
    }

    /** The first byte behind {@code M}, or {@link #NO_MODE}. */
    byte mode() {
        return mode;
    }
}
