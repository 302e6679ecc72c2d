package io.ebbcache.server.protocol.text;

import static io.ebbcache.server.command.Commands.MAX_KEY_LENGTH;
import static io.ebbcache.server.protocol.line.ByteSearch.CARRIAGE_RETURN;
import static io.ebbcache.server.protocol.line.ByteSearch.LINE_FEED;
import static io.ebbcache.server.protocol.line.ByteSearch.SPACE;

import io.ebbcache.server.command.Commands;
import io.ebbcache.server.command.ReplyBuffer;
import io.ebbcache.server.command.ReplyText;
import io.ebbcache.server.command.RequestDecoder;
import io.ebbcache.server.command.ServerCounter;
import io.ebbcache.server.command.Status;
import io.ebbcache.server.protocol.line.AnnouncedValue;
import io.ebbcache.server.protocol.line.ByteSearch;
import io.ebbcache.server.protocol.line.CommandLine;
import io.ebbcache.server.protocol.line.LineReplies;
import io.ebbcache.server.protocol.meta.MetaCommands;
import io.ebbcache.server.protocol.meta.MetaStorage;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one connection. Each state is a part of the wire: {@link #step} takes as much of it as is there. A line is
 * executed where it lies if it lies whole in the received bytes, else its parts are put together first; a value likewise.
 *
 * <p>Before anything is answered there must be room for the answer; where there is none, the decoder stops at the very byte
 * and goes on from it later.
 */
final class TextDecoder implements RequestDecoder {

    /** Without a line feed in so many bytes, only get and gets may go on. */
    private static final int LONGEST_LINE_BYTES = 2048;

    /** A get line up to this is checked as a whole before its first key is looked up; a longer one is taken key by key. */
    private static final int LONGEST_WHOLE_RETRIEVAL_BYTES = 64 * 1024;

    /** A line this short, line end included, is no command: memcached takes it for a malformed one. */
    private static final int SHORTEST_LINE_BYTES = 4;

    private static final int LINE_END_BYTES = 2;

    private enum State {
        COMMAND_LINE,
        KEYS,
        VALUE,
        SWALLOWED_VALUE,
        SWALLOWED_LINE,
        LONG_REPLY,
        CLOSED
    }

    private final Commands commands;
    private final TextProtocol protocol;
    private final ReplyBuffer replies;
    private final PartialLine partial;
    private final Retrieval retrieval;
    private final Storage storage;
    private final MetaCommands metaCommands;
    private final MetaStorage metaStorage;

    private State state = State.COMMAND_LINE;
    private boolean waiting;
    private boolean pending;
    private long swallow;
    private int decoded;
    private final ArrivingValue value;
    private final LongReplyWriter longReply = new LongReplyWriter();
    private boolean yielding;
    private boolean listening;
    private boolean quit;

    TextDecoder(TextProtocol protocol, ReplyBuffer replies) {
        this.protocol = protocol;
        this.commands = protocol.commands;
        this.replies = replies;
        this.partial = new PartialLine(protocol.allocator, commands.state().requestBudget());
        this.retrieval = new Retrieval(commands, replies);
        this.storage = new Storage(commands);
        this.metaCommands = protocol.meta.newCommands(replies);
        this.metaStorage = protocol.meta.newStorage();
        this.value = new ArrivingValue(protocol, replies, storage);
    }

    @Override
    public int decode(DirectBuffer in, int from, int to) {
        boolean again = pending;
        waiting = false;
        pending = false;
        yielding = false;
        boolean idle = false;
        int at = from;
        while (!waiting && !yielding && !idle && state != State.CLOSED) {
            if (state == State.LONG_REPLY) {
                idle = !writeLongReply();
                at = idle ? to : at;
            } else if (partial.isWhole()) {
                executePartial();
            } else if (at == to && !(again && value.isWhole())) {
                break;
            } else if (partial.isEmpty()) {
                at = step(in, at, to);
            } else {
                at = completePartial(in, at, to);
            }
        }
        keepKey();
        if (decoded > 0) {
            commands.count(ServerCounter.COMMANDS, decoded);
            decoded = 0;
        }
        return at;
    }

    private int step(DirectBuffer in, int at, int to) {
        if (state == State.SWALLOWED_VALUE) {
            return swallowValue(at, to);
        }
        if (state == State.SWALLOWED_LINE) {
            return swallowLine(in, at, to);
        }
        if (!replies.isReady()) {
            waiting = true;
            return at;
        }
        return switch (state) {
            case COMMAND_LINE -> commandLine(in, at, to);
            case KEYS -> key(in, at, to);
            case VALUE -> value(in, at, to);
            default -> throw new IllegalStateException(state.name());
        };
    }

    // ---- the line ----

    private int commandLine(DirectBuffer in, int at, int to) {
        int lineFeed = ByteSearch.lineFeed(in, at, to);
        if (lineFeed < 0) {
            return keepPartial(in, at, to);
        }
        int next = lineFeed + 1;
        int end = lineFeed > at && in.getByte(lineFeed - 1) == CARRIAGE_RETURN ? lineFeed - 1 : lineFeed;
        decoded++;
        if (next - at < SHORTEST_LINE_BYTES) {
            return bad(LineReplies.BAD_LINE, next);
        }
        int found = ByteSearch.tokenEnd(in, at, end);
        int word = found < 0 ? end : found;
        TextCommand command = TextCommand.find(in, at, word);
        return switch (command.shape()) {
            case RETRIEVAL -> retrievalLine(command, in, word, end, next);
            case STORAGE -> storageLine(command, in, at, end, next);
            case LINE -> otherLine(command, in, at, end, next);
            case META -> metaLine(in, at, end, next);
        };
    }

    private int retrievalLine(TextCommand command, DirectBuffer in, int word, int end, int next) {
        ReplyText wrong = retrieval.check(command, protocol.line, in, word, end);
        if (wrong != null) {
            return bad(wrong, next);
        }
        state = State.KEYS;
        return key(in, retrieval.keysStart(in, word, end), next);
    }

    private int otherLine(TextCommand command, DirectBuffer in, int at, int end, int next) {
        protocol.line.parse(in, at, end);
        switch (protocol.lineCommands.execute(command, replies)) {
            case LINE -> {}
            case SAME_LINE -> {
                waiting = true;
                decoded--;
                return at;
            }
            case PENDING -> {
                decoded--;
                return stay(at);
            }
            case LONG_REPLY -> {
                longReply.begin(protocol.lineCommands.takeLongReply());
                state = State.LONG_REPLY;
            }
            case QUIT -> {
                quit = true;
                state = State.CLOSED;
            }
            case CLOSE -> state = State.CLOSED;
        }
        return next;
    }

    private int metaLine(DirectBuffer in, int at, int end, int next) {
        protocol.line.parse(in, at, end);
        if (!metaCommands.execute()) {
            waiting = true;
            pending = metaCommands.isPending();
            decoded--;
            return at;
        }
        commands.count(ServerCounter.COMMANDS_META);
        return next;
    }

    /** False if there is nothing to write before something happens. */
    private boolean writeLongReply() {
        switch (longReply.write(replies)) {
            case WAITING -> waiting = true;
            case YIELDING -> yielding = true;
            case LISTENING -> {
                listening = true;
                return false;
            }
            case OVER -> state = State.COMMAND_LINE;
        }
        return true;
    }

    private int bad(ReplyText text, int next) {
        commands.count(ServerCounter.COMMANDS_BAD);
        replies.put(text);
        return next;
    }

    // ---- keys ----

    /** Takes one key, and END with the last. */
    private int key(DirectBuffer in, int from, int to) {
        int next = fetchKey(in, from, to);
        retrieval.passed(next - from);
        return next;
    }

    private int fetchKey(DirectBuffer in, int from, int to) {
        int at = from;
        while (at < to && in.getByte(at) == SPACE) {
            at++;
        }
        if (at == to) {
            return to;
        }
        int found = ByteSearch.tokenEnd(in, at, to);
        if (found < 0) {
            return in == partial.buffer() ? at : keepPartial(in, at, to);
        }
        boolean last = in.getByte(found) == LINE_FEED;
        int end = last && found > at && in.getByte(found - 1) == CARRIAGE_RETURN ? found - 1 : found;
        if (end - at > MAX_KEY_LENGTH) {
            state = last ? State.COMMAND_LINE : State.SWALLOWED_LINE;
            return bad(LineReplies.BAD_LINE, found + 1);
        }
        Status status = end > at ? retrieval.fetch(in, at, end - at) : Status.NOT_FOUND;
        if (status == Status.NO_ROOM) {
            return noRoom(at, found + 1, last);
        }
        if (status == Status.PENDING) {
            retrieval.askFor(in, from, found, to);
            return stay(at);
        }
        if (last) {
            replies.put(TextReplies.END);
            state = State.COMMAND_LINE;
        }
        return found + 1;
    }

    /** Another node is asked. */
    private int stay(int at) {
        waiting = true;
        pending = true;
        return at;
    }

    private int noRoom(int at, int next, boolean last) {
        if (replies.isWaiting() || !replies.isReady()) {
            waiting = true;
            return at;
        }
        commands.refuseReply();
        replies.put(LineReplies.NO_MEMORY_GETTING);
        state = last ? State.COMMAND_LINE : State.SWALLOWED_LINE;
        return next;
    }

    // ---- a line, or a key, that comes in parts ----

    private int keepPartial(DirectBuffer in, int at, int to) {
        if (!partial.append(in, at, to - at)) {
            return partial.isEmpty() ? takeKeysFrom(in, at, to) : longLine(at, true);
        }
        return longLine(to, false);
    }

    private int completePartial(DirectBuffer in, int at, int to) {
        boolean key = state == State.KEYS;
        int found = key ? ByteSearch.tokenEnd(in, at, to) : ByteSearch.lineFeed(in, at, to);
        int next = found < 0 ? to : found + 1;
        if (key && partial.length() + next - at > MAX_KEY_LENGTH + LINE_END_BYTES) {
            return partialKeyTooLong(at);
        }
        if (!partial.append(in, at, next - at)) {
            return longLine(at, true);
        }
        if (found < 0) {
            return longLine(next, false);
        }
        partial.markWhole();
        return next;
    }

    private int partialKeyTooLong(int at) {
        if (!replies.isReady()) {
            waiting = true;
            return at;
        }
        partial.release();
        state = State.SWALLOWED_LINE;
        return bad(LineReplies.BAD_LINE, at);
    }

    /** Decides how a line goes on whose end has not come; {@code refused} if there is no memory for more of it. */
    private int longLine(int next, boolean refused) {
        int length = partial.length();
        if (state == State.KEYS || (length <= LONGEST_LINE_BYTES && !refused)) {
            return next;
        }
        TextCommand command = retrievalAt(partial.buffer(), 0, length);
        if (command == null) {
            state = State.CLOSED;
        } else if (refused || length > LONGEST_WHOLE_RETRIEVAL_BYTES) {
            partial.position(beginKeys(command));
            partial.markWhole();
        }
        return next;
    }

    private int takeKeysFrom(DirectBuffer in, int at, int to) {
        TextCommand command = retrievalAt(in, at, to);
        if (command == null) {
            state = State.CLOSED;
            return at;
        }
        return at + beginKeys(command);
    }

    private int beginKeys(TextCommand command) {
        decoded++;
        retrieval.begin(command);
        state = State.KEYS;
        return command.length();
    }

    private static @Nullable TextCommand retrievalAt(DirectBuffer line, int from, int to) {
        if (TextCommand.GET.begins(line, from, to)) {
            return TextCommand.GET;
        }
        return TextCommand.GETS.begins(line, from, to) ? TextCommand.GETS : null;
    }

    private void executePartial() {
        DirectBuffer line = partial.buffer();
        int length = partial.length();
        int at = partial.position();
        while (at < length && !waiting && state != State.CLOSED) {
            int next = step(line, at, length);
            if (next == at && !waiting) {
                break; // a key without its end: the rest of it is to come
            }
            at = next;
        }
        partial.position(at);
        if (!waiting) {
            keepKey();
            partial.keepRest();
        }
    }

    // ---- the value ----

    private int storageLine(TextCommand command, DirectBuffer in, int at, int end, int next) {
        CommandLine line = protocol.line;
        line.parse(in, at, end);
        boolean meta = command == TextCommand.MS;
        if (meta) {
            commands.count(ServerCounter.COMMANDS_META);
        }
        if (!(meta ? metaStorage.parseLength() : storage.parseLength(line))) {
            return bad(LineReplies.BAD_LINE, next);
        }
        AnnouncedValue announced = meta ? metaStorage : storage;
        ReplyText wrong = meta ? metaStorage.check() : storage.check(command, line);
        if (wrong == null) {
            value.announce(announced);
            state = State.VALUE;
        } else {
            announced.refuse(wrong, replies);
            swallow((long) announced.valueLength() + ArrivingValue.TRAILER_BYTES);
        }
        return next;
    }

    private void swallow(long bytes) {
        swallow = bytes;
        state = State.SWALLOWED_VALUE;
    }

    private int value(DirectBuffer in, int at, int to) {
        int next = value.take(in, at, to);
        switch (value.next()) {
            case REST -> {}
            case PENDING -> stay(next);
            case LINE -> state = State.COMMAND_LINE;
            case REFUSED_REST -> swallow(value.refusedBytes());
        }
        return next;
    }

    /** The key lies in bytes that will be gone before its value has come. */
    private void keepKey() {
        if (state == State.VALUE) {
            value.keepLine();
        }
    }

    // ---- what nobody wants ----

    private int swallowValue(int at, int to) {
        int count = (int) Math.min(swallow, to - at);
        swallow -= count;
        if (swallow == 0) {
            state = State.COMMAND_LINE;
        }
        return at + count;
    }

    private int swallowLine(DirectBuffer in, int at, int to) {
        int lineFeed = ByteSearch.lineFeed(in, at, to);
        if (lineFeed < 0) {
            return to;
        }
        state = State.COMMAND_LINE;
        return lineFeed + 1;
    }

    // ---- the connection ----

    @Override
    public boolean isPending() {
        return pending;
    }

    @Override
    public boolean isWaiting() {
        return waiting;
    }

    @Override
    public boolean isYielding() {
        return yielding;
    }

    @Override
    public boolean isListening() {
        return listening;
    }

    @Override
    public boolean hasQuit() {
        return quit;
    }

    @Override
    public boolean isClosed() {
        return state == State.CLOSED;
    }

    @Override
    public int expectedBytes() {
        if (state == State.SWALLOWED_VALUE) {
            return (int) Math.min(swallow, Integer.MAX_VALUE);
        }
        return state == State.VALUE ? value.missing() : 0;
    }

    @Override
    public boolean isUnfinished() {
        return !partial.isEmpty()
                || (state != State.COMMAND_LINE && state != State.LONG_REPLY && state != State.CLOSED);
    }

    @Override
    public void release() {
        state = State.CLOSED;
        partial.release();
        value.release();
        longReply.drop();
    }
}
