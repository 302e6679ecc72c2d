package io.ebbcache.server.protocol.text;

import static io.ebbcache.server.protocol.line.ByteSearch.CARRIAGE_RETURN;
import static io.ebbcache.server.protocol.line.ByteSearch.LINE_FEED;

import io.ebbcache.server.command.CollectedValue;
import io.ebbcache.server.command.ReplyBuffer;
import io.ebbcache.server.command.ServerCounter;
import io.ebbcache.server.command.Status;
import io.ebbcache.server.protocol.line.AnnouncedValue;
import io.ebbcache.server.protocol.line.LineReplies;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The value that a line has announced. It is stored from where it lies if it lies whole in the received bytes, else its parts
 * are collected first.
 */
final class ArrivingValue {

    /** The line end after a value. */
    static final int TRAILER_BYTES = 2;

    /** What comes next. */
    enum Next {
        /** More of the value. */
        REST,
        /** Another node is asked: the same value again. */
        PENDING,
        /** A line: the value is stored, or was not as it should be. */
        LINE,
        /** The rest of a value for which there is no memory. */
        REFUSED_REST
    }

    private final TextProtocol protocol;
    private final ReplyBuffer replies;
    private AnnouncedValue announced;
    private @Nullable CollectedValue collected;
    private long refusedBytes;
    private Next next = Next.LINE;

    /** @param announced what lines announce first */
    ArrivingValue(TextProtocol protocol, ReplyBuffer replies, AnnouncedValue announced) {
        this.protocol = protocol;
        this.replies = replies;
        this.announced = announced;
    }

    void announce(AnnouncedValue value) {
        announced = value;
    }

    /** Takes what of the value is in {@code in[at, to)}; the index of the first byte that was not taken. */
    int take(DirectBuffer in, int at, int to) {
        CollectedValue parts = collected;
        if (parts == null) {
            int length = announced.valueLength();
            if (to - at >= length + TRAILER_BYTES) {
                storeInPlace(in, at, length);
                return next == Next.PENDING ? at : at + length + TRAILER_BYTES;
            }
            announced.keep();
            parts = new CollectedValue(
                    protocol.allocator,
                    protocol.commands.state().requestBudget(),
                    length + TRAILER_BYTES,
                    TRAILER_BYTES);
            collected = parts;
        }
        int count = Math.min(parts.missing(), to - at);
        if (!parts.append(in, at, count)) {
            refuse(parts.missing());
            return at;
        }
        next = Next.REST;
        if (parts.missing() == 0) {
            storeCollected(parts);
        }
        return at + count;
    }

    /** What comes after the bytes that were taken last. */
    Next next() {
        return next;
    }

    /** How many bytes {@link Next#REFUSED_REST} is. */
    long refusedBytes() {
        return refusedBytes;
    }

    /** Bytes that are still to come. */
    int missing() {
        CollectedValue parts = collected;
        return parts == null ? announced.valueLength() + TRAILER_BYTES : parts.missing();
    }

    /** Whether the value was collected to its end, and is still to be stored. */
    boolean isWhole() {
        CollectedValue parts = collected;
        return parts != null && parts.missing() == 0;
    }

    /** The line lies in bytes that will be gone before the value has come. */
    void keepLine() {
        announced.keep();
    }

    private void storeInPlace(DirectBuffer in, int at, int length) {
        if (endsRight(in.getByte(at + length), in.getByte(at + length + 1))) {
            answer(protocol.commands.store(announced.request(), in, at));
        } else {
            badChunk();
            next = Next.LINE;
        }
    }

    private void storeCollected(CollectedValue parts) {
        int length = parts.length();
        if (endsRight(parts.byteAt(length), parts.byteAt(length + 1))) {
            answer(protocol.commands.store(announced.request(), parts));
        } else {
            badChunk();
            next = Next.LINE;
        }
        if (next != Next.PENDING) {
            release();
        }
    }

    private void answer(Status status) {
        next = status == Status.PENDING ? Next.PENDING : Next.LINE;
        if (status != Status.PENDING) {
            announced.answer(status, replies);
        }
    }

    private void refuse(long missing) {
        release();
        announced.answer(protocol.commands.refuse(announced.request()), replies);
        refusedBytes = missing;
        next = Next.REFUSED_REST;
    }

    private static boolean endsRight(byte first, byte second) {
        return first == CARRIAGE_RETURN && second == LINE_FEED;
    }

    private void badChunk() {
        protocol.commands.count(ServerCounter.COMMANDS_BAD);
        announced.refuse(LineReplies.BAD_CHUNK, replies);
    }

    /** Gives back what was collected; calling this again does no harm. */
    void release() {
        CollectedValue dropped = collected;
        if (dropped != null) {
            collected = null;
            dropped.release();
        }
    }
}
