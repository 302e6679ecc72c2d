package io.ebbcache.server.protocol.binary;

import static io.ebbcache.server.command.Commands.MAX_KEY_LENGTH;

import io.ebbcache.server.command.CollectedValue;
import io.ebbcache.server.command.Commands;
import io.ebbcache.server.command.ReplyBuffer;
import io.ebbcache.server.command.RequestDecoder;
import io.ebbcache.server.command.ServerCounter;
import io.ebbcache.server.command.Status;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one connection. Each state is a part of the wire. Header, extras and key are executed where they lie if
 * they lie whole in the received bytes, else they are put together first; a value likewise. What is wrong with a header is
 * answered as soon as the header is there.
 *
 * <p>Before anything is answered there must be room for the answer; where there is none, the decoder stops before the
 * request and takes it up again later.
 */
final class BinaryDecoder implements RequestDecoder {

    private enum State {
        HEADER_EXTRAS_KEY,
        VALUE,
        SWALLOWED_BODY,
        CLOSED
    }

    private final Commands commands;
    private final BinaryProtocol protocol;
    private final ReplyBuffer replies;
    private final RequestHeader header = new RequestHeader();
    private final PacketWriter writer;
    private final SaslPlain sasl;
    private final HeaderCommands headerCommands;
    private final Storage storage;
    private final PartialPacket partial;

    private State state = State.HEADER_EXTRAS_KEY;
    private boolean waiting;
    private boolean pending;
    private boolean quit;
    private long swallow;
    private int decoded;
    private @Nullable CollectedValue value;

    BinaryDecoder(BinaryProtocol protocol, ReplyBuffer replies) {
        this.protocol = protocol;
        this.commands = protocol.commands;
        this.replies = replies;
        this.writer = new PacketWriter(header, replies);
        this.sasl = new SaslPlain(commands, commands.state().access().credentials());
        this.headerCommands = new HeaderCommands(commands, header, writer, sasl);
        this.storage = new Storage(commands, header, writer);
        this.partial = new PartialPacket(protocol.allocator);
    }

    @Override
    public int decode(DirectBuffer in, int from, int to) {
        boolean again = waiting;
        waiting = false;
        pending = false;
        int at = from;
        while (state != State.CLOSED && !waiting && (again || at < to)) {
            again = false;
            at = step(in, at, to);
        }
        if (decoded > 0) {
            commands.count(ServerCounter.COMMANDS, decoded);
            decoded = 0;
        }
        return at;
    }

    private int step(DirectBuffer in, int at, int to) {
        if (state == State.SWALLOWED_BODY) {
            return swallowBody(at, to);
        }
        if (!replies.isReady()) {
            waiting = true;
            return at;
        }
        if (state == State.VALUE) {
            return value(in, at, to);
        }
        return partial.isEmpty() ? packet(in, at, to) : completePartial(in, at, to);
    }

    // ---- header, extras, key ----

    private int packet(DirectBuffer in, int at, int to) {
        if (to - at < PacketLayout.HEADER_BYTES) {
            return partial.fill(in, at, to, PacketLayout.HEADER_BYTES);
        }
        int behindHeader = at + PacketLayout.HEADER_BYTES;
        if (!checkHeader(in, at)) {
            return behindHeader;
        }
        int length = lengthBeforeValue();
        if (to - at < length) {
            return partial.fill(in, at, to, length);
        }
        int next = execute(in, behindHeader, in, at + length, to);
        return waiting && state == State.HEADER_EXTRAS_KEY ? at : next;
    }

    private int completePartial(DirectBuffer in, int at, int to) {
        int next = partial.fill(in, at, to, PacketLayout.HEADER_BYTES);
        if (partial.length() < PacketLayout.HEADER_BYTES) {
            return next;
        }
        if (!checkHeader(partial.buffer(), 0)) {
            partial.release();
            return next;
        }
        int length = lengthBeforeValue();
        next = partial.fill(in, next, to, length);
        if (partial.length() < length) {
            return next;
        }
        next = execute(partial.buffer(), PacketLayout.HEADER_BYTES, in, next, to);
        if (!waiting || state == State.VALUE) {
            partial.release();
        }
        return next;
    }

    /** What has to be there for the request to be executed, or for its value to be taken. */
    private int lengthBeforeValue() {
        int length = PacketLayout.HEADER_BYTES + header.extrasLength() + header.keyLength();
        return header.command().shape() == Shape.LOGIN ? length + (int) header.valueLength() : length;
    }

    /** Whether the request may be executed; if not, what is wrong was answered. Without effect where nothing is wrong. */
    private boolean checkHeader(DirectBuffer in, int at) {
        if (!header.parse(in, at)) {
            state = State.CLOSED;
            return false;
        }
        BinaryCommand command = header.command();
        boolean possible = command.shape().fits(header.extrasLength(), header.keyLength(), header.bodyLength());
        if (header.valueLength() < 0) {
            refuseAndClose(PacketStatus.UNKNOWN_COMMAND);
        } else if (header.bodyLength() > PacketLayout.LONGEST_BODY_BYTES) {
            refuseAndClose(PacketStatus.INVALID);
        } else if (!sasl.isOver() && !command.isForStrangers()) {
            refuseAndClose(PacketStatus.AUTH_ERROR);
        } else if (!possible || header.keyLength() > MAX_KEY_LENGTH) {
            refuseAndClose(PacketStatus.INVALID);
        } else if (command == BinaryCommand.UNKNOWN || (command.isSasl() && !sasl.isOffered())) {
            refuse(PacketStatus.UNKNOWN_COMMAND, header.bodyLength());
        } else if (command.shape() == Shape.LOGIN && header.keyLength() > SaslPlain.LONGEST_NAME_BYTES) {
            refuse(PacketStatus.INVALID, header.bodyLength());
        } else if (command.shape() == Shape.LOGIN && header.valueLength() > SaslPlain.LONGEST_MESSAGE_BYTES) {
            decoded++;
            sasl.refuseUnseen(writer);
            swallow(header.bodyLength());
        } else {
            return true;
        }
        return false;
    }

    private void refuseAndClose(PacketStatus status) {
        refuse(status, 0);
        state = State.CLOSED;
    }

    private void refuse(PacketStatus status, long bytesToSwallow) {
        decoded++;
        commands.count(ServerCounter.COMMANDS_BAD);
        writer.error(status);
        swallow(bytesToSwallow);
    }

    /**
     * Executes the request whose extras and key lie in {@code head}, or begins to take its value from {@code in[next, to)}.
     *
     * @return the index of the first byte of {@code in} that was not taken
     */
    private int execute(DirectBuffer head, int extras, DirectBuffer in, int next, int to) {
        Shape shape = header.command().shape();
        if (shape == Shape.STORE || shape == Shape.EXTEND) {
            decoded++;
            Status admitted = storage.begin(head, extras);
            if (admitted == Status.OK) {
                state = State.VALUE;
                return value(in, next, to);
            }
            storage.answer(admitted);
            swallow(header.valueLength());
            return next;
        }
        switch (headerCommands.execute(head, extras)) {
            case REQUEST -> decoded++;
            case SAME_REQUEST -> waiting = true;
            case PENDING -> {
                waiting = true;
                pending = true;
            }
            case CLOSE -> {
                decoded++;
                quit = true;
                state = State.CLOSED;
            }
        }
        return next;
    }

    // ---- the value ----

    private int value(DirectBuffer in, int at, int to) {
        CollectedValue collected = value;
        if (collected == null) {
            int length = storage.valueLength();
            if (to - at >= length) {
                return answer(commands.store(storage.request(), in, at)) ? at + length : at;
            }
            storage.request().keepKey();
            collected = new CollectedValue(protocol.allocator, commands.state().requestBudget(), length, 0);
            value = collected;
        }
        int count = Math.min(collected.missing(), to - at);
        if (!collected.append(in, at, count)) {
            long missing = collected.missing();
            dropValue();
            storage.answer(commands.refuse(storage.request()));
            swallow(missing);
            return at;
        }
        if (collected.missing() == 0) {
            if (answer(commands.store(storage.request(), collected))) {
                dropValue();
            }
        }
        return at + count;
    }

    /** False if another node is asked. */
    private boolean answer(Status status) {
        if (status == Status.PENDING) {
            storage.request().keepKey();
            waiting = true;
            pending = true;
            return false;
        }
        state = State.HEADER_EXTRAS_KEY;
        storage.answer(status);
        return true;
    }

    private void dropValue() {
        CollectedValue dropped = value;
        if (dropped != null) {
            value = null;
            dropped.release();
        }
    }

    // ---- what nobody wants ----

    private void swallow(long bytes) {
        swallow = bytes;
        state = bytes == 0 ? State.HEADER_EXTRAS_KEY : State.SWALLOWED_BODY;
    }

    private int swallowBody(int at, int to) {
        int count = (int) Math.min(swallow, to - at);
        swallow(swallow - count);
        return at + count;
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
    public boolean hasQuit() {
        return quit;
    }

    @Override
    public boolean isClosed() {
        return state == State.CLOSED;
    }

    @Override
    public int expectedBytes() {
        if (state == State.SWALLOWED_BODY) {
            return (int) swallow;
        }
        CollectedValue collected = value;
        return collected == null ? 0 : collected.missing();
    }

    @Override
    public boolean isUnfinished() {
        return !partial.isEmpty() || state == State.VALUE || state == State.SWALLOWED_BODY;
    }

    @Override
    public void release() {
        state = State.CLOSED;
        partial.release();
        dropValue();
    }
}
