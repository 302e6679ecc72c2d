package io.ebbcache.server.cluster.route;

import io.ebbcache.client.operation.Keys;
import io.ebbcache.server.command.RequestTerms;
import io.ebbcache.server.command.StoreVerb;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** A meta command for another node, as it is written: used again for each, by one thread. */
final class MetaLine {

    /** The longest key token there is; beyond it a key cannot be sent. */
    private static final int MOST_KEY_BYTES = Keys.MAX_BYTES;

    private static final int MOST_BYTES = 768;

    /** Of commands that are about no key. */
    static final byte[] ANY_KEY = "ebb".getBytes(StandardCharsets.US_ASCII);

    private final byte[] bytes = new byte[MOST_BYTES];
    private int length;
    private boolean encoded;

    /** Whether a key can be sent: one with blanks or control characters goes in base64, which is longer. */
    static boolean canSend(byte[] key) {
        return Keys.isPlain(key) || (key.length + 2) / 3 * 4 <= MOST_KEY_BYTES;
    }

    /** Begins with a command and its key. */
    MetaLine begin(String command, byte[] key) {
        length = 0;
        text(command);
        encoded = !Keys.isPlain(key);
        return bytes(encoded ? Base64.getEncoder().encode(key) : key);
    }

    /** What the key is written in, and under which version of the ring it is asked; behind the key, and behind the length of a value. */
    MetaLine relayed(long ringVersion) {
        return marked(" Pebb", ringVersion);
    }

    /** The same, to be answered by a node from what it had before that ring. */
    MetaLine toFormer(long ringVersion) {
        return marked(" Pold", ringVersion);
    }

    /** That a node is to end all its items at that time. */
    static byte[] flush(long ringVersion, long exptime) {
        return new MetaLine()
                .begin("md ", ANY_KEY)
                .marked(" Pflush", ringVersion)
                .time('T', exptime)
                .line();
    }

    /** Asks whether a node has a later ring than this. */
    static byte[] laterRing(long ringVersion) {
        return new MetaLine()
                .begin("mg ", ANY_KEY)
                .marked(" Pring", ringVersion)
                .line();
    }

    private MetaLine marked(String mark, long number) {
        if (encoded) {
            text(" b");
        }
        return text(mark).text(Long.toString(number));
    }

    MetaLine text(String ascii) {
        return bytes(ascii.getBytes(StandardCharsets.US_ASCII));
    }

    /** A flag with a number. */
    MetaLine flag(char letter, long number) {
        return text(" " + letter).text(Long.toString(number));
    }

    /** A flag with a number of 64 bits without sign. */
    MetaLine unsignedFlag(char letter, long number) {
        return text(" " + letter).text(Long.toUnsignedString(number));
    }

    /** An expiry, or another time as clients give it. */
    MetaLine time(char letter, long exptime) {
        return flag(letter, Math.max(-1, Math.min(exptime, Integer.MAX_VALUE)));
    }

    /** How a value is stored; set and cas need no word. */
    MetaLine mode(StoreVerb verb) {
        return switch (verb) {
            case ADD -> text(" ME");
            case REPLACE -> text(" MR");
            case APPEND -> text(" MA");
            case PREPEND -> text(" MP");
            case SET, CAS -> this;
        };
    }

    /** What a client asks for. */
    MetaLine terms(RequestTerms terms) {
        for (int i = 0; i < terms.count(); i++) {
            char letter = terms.letter(i);
            switch (letter) {
                case 'I', 'x', 'u' -> text(" " + letter);
                case 'T', 'N', 'R' -> time(letter, terms.number(i));
                default -> unsignedFlag(letter, terms.number(i));
            }
        }
        return this;
    }

    private MetaLine bytes(byte[] more) {
        System.arraycopy(more, 0, bytes, length, more.length);
        length += more.length;
        return this;
    }

    /** The line so far. */
    byte[] line() {
        return Arrays.copyOf(bytes, length);
    }
}
