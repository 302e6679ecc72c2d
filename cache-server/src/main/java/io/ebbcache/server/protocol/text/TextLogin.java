package io.ebbcache.server.protocol.text;

import io.ebbcache.server.command.Commands;
import io.ebbcache.server.command.Credentials;
import io.ebbcache.server.command.ReplyBuffer;
import io.ebbcache.server.command.ReplyText;
import io.ebbcache.server.command.RequestDecoder;
import io.ebbcache.server.command.ServerCounter;
import io.ebbcache.server.command.Status;
import io.ebbcache.server.protocol.line.ByteSearch;
import io.ebbcache.server.protocol.line.CommandLine;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What a client says before anything else where it has to say who it is, as in memcached: a set of any key, whose value is
 * {@code user password}. Everything else is refused line by line. What follows the right words is not taken any more.
 */
public final class TextLogin implements RequestDecoder {

    /** Without a line feed in so many bytes, or with a longer value, the connection is over. */
    private static final int LONGEST_BYTES = RequestDecoder.FREE_BYTES;

    private static final byte[] SET = "set".getBytes(StandardCharsets.US_ASCII);
    private static final int BYTES = 4;
    private static final int TRAILER_BYTES = 2;

    private enum State {
        COMMAND_LINE,
        VALUE,
        OVER,
        CLOSED
    }

    private final Commands commands;
    private final @Nullable Credentials credentials;
    private final CommandLine line;
    private final ReplyBuffer replies;
    private final PartialLine partial;

    private State state;
    private boolean waiting;
    private int valueBytes;

    TextLogin(TextProtocol protocol, ReplyBuffer replies) {
        this.commands = protocol.commands;
        this.credentials = commands.state().access().credentials();
        this.line = protocol.line;
        this.replies = replies;
        this.partial = new PartialLine(protocol.allocator, commands.state().requestBudget());
        this.state = credentials == null ? State.OVER : State.COMMAND_LINE;
    }

    /** Whether the client may go on with commands. */
    public boolean isOver() {
        return state == State.OVER;
    }

    @Override
    public int decode(DirectBuffer in, int from, int to) {
        waiting = false;
        int at = from;
        while (at < to && (state == State.COMMAND_LINE || state == State.VALUE)) {
            if (!replies.isReady()) {
                waiting = true;
                break;
            }
            at = state == State.COMMAND_LINE ? commandLine(in, at, to) : value(in, at, to);
        }
        return at;
    }

    private int commandLine(DirectBuffer in, int at, int to) {
        int lineFeed = ByteSearch.lineFeed(in, at, to);
        int next = lineFeed < 0 ? to : lineFeed + 1;
        if (!keep(in, at, next) || lineFeed < 0) {
            return next;
        }
        int end = partial.length() - 1;
        boolean carriageReturn = end > 0 && partial.buffer().getByte(end - 1) == ByteSearch.CARRIAGE_RETURN;
        line.parse(partial.buffer(), 0, carriageReturn ? end - 1 : end);
        boolean announced = line.is(0, SET) && line.parseSigned(BYTES, 0, Integer.MAX_VALUE - TRAILER_BYTES);
        partial.release();
        if (!announced) {
            refuse(TextReplies.UNAUTHENTICATED);
            return next;
        }
        valueBytes = (int) line.number() + TRAILER_BYTES;
        if (valueBytes > LONGEST_BYTES) {
            refuse(TextReplies.BAD_TOKEN);
            state = State.CLOSED;
        } else {
            state = State.VALUE;
        }
        return next;
    }

    private int value(DirectBuffer in, int at, int to) {
        int next = at + Math.min(valueBytes - partial.length(), to - at);
        if (keep(in, at, next) && partial.length() == valueBytes) {
            state = State.COMMAND_LINE;
            checkValue(valueBytes - TRAILER_BYTES);
            partial.release();
        }
        return next;
    }

    private boolean keep(DirectBuffer in, int from, int to) {
        if (partial.length() + to - from > LONGEST_BYTES || !partial.append(in, from, to - from)) {
            partial.release();
            state = State.CLOSED;
            return false;
        }
        return true;
    }

    private void checkValue(int length) {
        DirectBuffer value = partial.buffer();
        if (value.getByte(length) != ByteSearch.CARRIAGE_RETURN || value.getByte(length + 1) != ByteSearch.LINE_FEED) {
            refuse(TextReplies.BAD_TERMINATION);
            return;
        }
        line.parse(value, 0, length);
        if (line.count() < 2) {
            refuse(TextReplies.BAD_TOKEN);
            return;
        }
        commands.count(ServerCounter.AUTH_COMMANDS);
        if (credentials != null && credentials.accept(token(0), token(1))) {
            replies.put(TextReplies.of(Status.STORED));
            state = State.OVER;
        } else {
            commands.count(ServerCounter.AUTH_ERRORS);
            replies.put(TextReplies.AUTHENTICATION_FAILURE);
        }
    }

    private byte[] token(int index) {
        byte[] copy = new byte[line.length(index)];
        line.buffer().getBytes(line.start(index), copy);
        return copy;
    }

    private void refuse(ReplyText text) {
        commands.count(ServerCounter.COMMANDS);
        commands.count(ServerCounter.COMMANDS_BAD);
        replies.put(text);
    }

    @Override
    public boolean isWaiting() {
        return waiting;
    }

    @Override
    public boolean isClosed() {
        return state == State.CLOSED;
    }

    @Override
    public int expectedBytes() {
        return 0;
    }

    @Override
    public boolean isUnfinished() {
        return !partial.isEmpty() || state == State.VALUE;
    }

    @Override
    public void release() {
        state = State.CLOSED;
        partial.release();
    }
}
