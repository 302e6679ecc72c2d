package io.ebbcache.server.protocol.text;

import static io.ebbcache.server.command.Commands.MAX_KEY_LENGTH;

import io.ebbcache.server.command.Commands;
import io.ebbcache.server.command.ItemReply;
import io.ebbcache.server.command.ReplyBuffer;
import io.ebbcache.server.command.ReplyText;
import io.ebbcache.server.command.Status;
import io.ebbcache.server.protocol.line.ByteSearch;
import io.ebbcache.server.protocol.line.CommandLine;
import io.ebbcache.server.protocol.line.LineReplies;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** One get, gets, gat or gats: what its line says, and the fetching of its keys one by one. */
final class Retrieval {

    private final Commands commands;
    private final ValueReply reply;

    private boolean withCas;
    private boolean touch;
    private long exptime;

    /** How much of the line, from where it goes on, is of keys that have been asked for. */
    private int askedBytes;

    private boolean waits;
    private boolean waitsAgain;

    Retrieval(Commands commands, ReplyBuffer replies) {
        this.commands = commands;
        this.reply = new ValueReply(replies);
    }

    /**
     * Checks a whole line before the first of its keys is looked up.
     *
     * @param word where the line's first token ends
     * @return what is wrong with it, or null; {@link #keysStart} tells where the keys begin then
     */
    @Nullable
    ReplyText check(TextCommand command, CommandLine scratch, DirectBuffer line, int word, int lineEnd) {
        begin(command);
        int keys = word;
        if (touch) {
            keys = skipToken(line, word, lineEnd);
        }
        int count = countKeys(line, keys, lineEnd);
        if (count == 0) {
            return LineReplies.BAD_LINE;
        }
        if (touch) {
            scratch.parse(line, word, keys);
            if (!scratch.parseSigned(0, Integer.MIN_VALUE, Integer.MAX_VALUE)) {
                return TextReplies.BAD_EXPTIME;
            }
            exptime = scratch.number();
        }
        return count < 0 ? LineReplies.BAD_LINE : null;
    }

    /** Begins a retrieval whose line cannot be checked as a whole. */
    void begin(TextCommand command) {
        withCas = command == TextCommand.GETS || command == TextCommand.GATS;
        touch = command == TextCommand.GAT || command == TextCommand.GATS;
        askedBytes = 0;
        waits = false;
    }

    /** Where the keys begin in a line whose first token ends at {@code word}. */
    int keysStart(DirectBuffer line, int word, int lineEnd) {
        return touch ? skipToken(line, word, lineEnd) : word;
    }

    private static int skipToken(DirectBuffer line, int from, int lineEnd) {
        int at = from;
        while (at < lineEnd && line.getByte(at) == ByteSearch.SPACE) {
            at++;
        }
        int end = ByteSearch.tokenEnd(line, at, lineEnd);
        return end < 0 ? lineEnd : end;
    }

    /** How many keys there are, or -1 if one is too long. */
    private static int countKeys(DirectBuffer line, int from, int lineEnd) {
        int count = 0;
        int at = from;
        while (at < lineEnd) {
            if (line.getByte(at) == ByteSearch.SPACE) {
                at++;
            } else {
                int found = ByteSearch.tokenEnd(line, at, lineEnd);
                int end = found < 0 ? lineEnd : found;
                if (end - at > MAX_KEY_LENGTH) {
                    return -1;
                }
                count++;
                at = end;
            }
        }
        return count;
    }

    /**
     * Lets the other nodes be asked for all further keys of the line, so far as it is there, while one is waited for. Those that were asked for before are
     * passed over; but if that one was waited for before, too, something has come between, such as another ring, and they may have to be asked for anew.
     *
     * @param from where the line goes on; {@link #passed} tells how much of that is done with
     * @param keyEnd where the key ends that is waited for
     */
    void askFor(DirectBuffer line, int from, int keyEnd, int to) {
        if (touch) {
            return;
        }
        int at = waitsAgain ? keyEnd : Math.max(keyEnd, from + askedBytes);
        boolean on = true;
        while (on && at < to && line.getByte(at) != ByteSearch.LINE_FEED) {
            int end = at;
            if (line.getByte(at) == ByteSearch.SPACE) {
                end = at + 1;
            } else {
                end = ByteSearch.tokenEnd(line, at, to);
                if (end < 0) {
                    break;
                }
                int length = end > at && line.getByte(end - 1) == ByteSearch.CARRIAGE_RETURN ? end - 1 - at : end - at;
                on = length == 0 || commands.askFor(line, at, length);
            }
            at = on ? end : at;
        }
        askedBytes = at - from;
    }

    /** So many bytes of the line are done with. */
    void passed(int bytes) {
        askedBytes = Math.max(0, askedBytes - bytes);
    }

    private Status tellNodes() {
        byte[] nodes = String.valueOf(commands.clusterConfiguration()).getBytes(StandardCharsets.US_ASCII);
        long address = reply.begin(0, 0, nodes.length);
        if (address == ItemReply.NO_ROOM) {
            return Status.NO_ROOM;
        }
        new UnsafeBuffer(address, nodes.length).putBytes(0, nodes);
        reply.complete();
        return Status.FOUND;
    }

    /** Looks one key up and writes its value, if there is one: FOUND, NOT_FOUND, NO_ROOM or PENDING. */
    Status fetch(DirectBuffer buffer, int keyOffset, int keyLength) {
        reply.forKey(buffer, keyOffset, keyLength, withCas);
        if (ConfigCommand.isKey(buffer, keyOffset, keyLength) && commands.isClustered()) {
            return tellNodes();
        }
        Status status = touch
                ? commands.getAndTouch(buffer, keyOffset, keyLength, exptime, reply)
                : commands.get(buffer, keyOffset, keyLength, reply);
        boolean pending = status == Status.PENDING;
        waitsAgain = waits && pending;
        waits = pending;
        return status;
    }
}
