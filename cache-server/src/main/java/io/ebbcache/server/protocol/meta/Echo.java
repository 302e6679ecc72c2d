package io.ebbcache.server.protocol.meta;

import io.ebbcache.server.command.EmptyBuffer;
import io.ebbcache.server.command.ReplyBuffer;
import io.ebbcache.server.protocol.line.ByteSearch;
import io.ebbcache.server.protocol.line.CommandLine;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** What a reply repeats of its request, and where among its other flags: the key as it was given, and the client's own token. */
final class Echo {

    private DirectBuffer buffer = EmptyBuffer.INSTANCE;
    private int keyOffset;
    private int keyLength;
    private int opaqueOffset;
    private int opaqueLength;
    private boolean base64;

    /** Letters of the flags that are answered, one byte each, the first one lowest. */
    private int letters;

    /** Takes the key and the client's token, where they lie, and no flag. */
    Echo wrap(MetaFlags flags) {
        CommandLine line = flags.line();
        int opaque = flags.opaqueToken();
        buffer = line.buffer();
        keyOffset = line.start(MetaFlags.KEY);
        keyLength = line.length(MetaFlags.KEY);
        opaqueOffset = opaque == 0 ? 0 : line.start(opaque);
        opaqueLength = opaque == 0 ? 0 : line.length(opaque);
        base64 = flags.has('b');
        letters = 0;
        return this;
    }

    /** Takes those of the flags that the reply to a stored value answers. */
    Echo wrapOrder(MetaFlags flags) {
        wrap(flags);
        int shift = 0;
        for (int token = flags.first(); token < flags.end(); token++) {
            int letter = flags.letter(token);
            if (letter == 'O' || letter == 'k' || letter == 'c' || letter == 's') {
                letters |= letter << shift;
                shift += Byte.SIZE;
            }
        }
        return this;
    }

    /** Makes this independent of where the line lies now. */
    void keep() {
        UnsafeBuffer copy = new UnsafeBuffer(new byte[keyLength + opaqueLength]);
        copy.putBytes(0, buffer, keyOffset, keyLength);
        copy.putBytes(keyLength, buffer, opaqueOffset, opaqueLength);
        buffer = copy;
        keyOffset = 0;
        opaqueOffset = keyLength;
    }

    int letters() {
        return letters;
    }

    /** Writes what is to be repeated for a flag; nothing for one that asks for something else. */
    void put(ReplyBuffer replies, int letter) {
        if (letter == 'O') {
            replies.put(ByteSearch.SPACE);
            replies.put(buffer, opaqueOffset, opaqueLength);
        } else if (letter == 'k') {
            replies.put(ByteSearch.SPACE);
            replies.put((byte) 'k');
            putKey(replies);
            if (base64) {
                replies.put(MetaReplies.BASE64);
            }
        }
    }

    /** Writes the key as it was given. */
    void putKey(ReplyBuffer replies) {
        replies.put(buffer, keyOffset, keyLength);
    }
}
