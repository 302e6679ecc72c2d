package io.ebbcache.server.protocol.binary;

import io.ebbcache.server.command.Commands;
import io.ebbcache.server.command.ReplyBuffer;
import io.ebbcache.server.command.RequestTerms;
import io.ebbcache.server.command.Status;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/** The commands that bring no value to store: those on one item, those of operators, and logging in. */
final class HeaderCommands {

    /** What comes after a request. */
    enum Next {
        /** The next request. */
        REQUEST,
        /** The same request again, when the replies have left. */
        SAME_REQUEST,
        /** The same request again, when another node has answered. */
        PENDING,
        /** Nothing: the connection is over. */
        CLOSE
    }

    private final Commands commands;
    private final RequestHeader header;
    private final PacketWriter writer;
    private final ReplyBuffer replies;
    private final SaslPlain sasl;
    private final HitReply hit;
    private final StatCommand stats;
    private final RequestTerms terms;

    HeaderCommands(Commands commands, RequestHeader header, PacketWriter writer, SaslPlain sasl) {
        this.commands = commands;
        this.header = header;
        this.writer = writer;
        this.replies = writer.replies();
        this.sasl = sasl;
        this.hit = new HitReply(writer);
        this.stats = new StatCommand(commands, writer);
        this.terms = commands.newTerms();
    }

    /** Executes the request whose extras begin at {@code extras}, with the key behind them; there is room for a small reply. */
    Next execute(DirectBuffer in, int extras) {
        int key = extras + header.extrasLength();
        switch (header.command()) {
            case GET, GETK -> {
                return get(in, key);
            }
            case GAT, GATK -> {
                return getAndTouch(in, key, exptime(in, extras));
            }
            case STAT -> {
                return stats.execute(in, key, header.keyLength()) ? Next.REQUEST : noRoom();
            }
            case QUIT -> {
                writer.done(0);
                return Next.CLOSE;
            }
            case TOUCH -> {
                return touch(in, key, exptime(in, extras));
            }
            case INCREMENT, DECREMENT -> {
                return calculate(in, extras, key);
            }
            case DELETE -> {
                return answer(commands.delete(in, key, header.keyLength(), header.cas()), 0);
            }
            case FLUSH -> {
                return answer(flush(in, extras), 0);
            }
            case NOOP -> noop();
            case VERSION -> writer.text(PacketStatus.OK, commands.version());
            case SASL_LIST -> writer.text(PacketStatus.OK, SaslPlain.MECHANISM);
            case SASL_AUTH -> sasl.start(in, key, header.keyLength(), (int) header.valueLength(), writer);
            case SASL_STEP -> sasl.step(in, key + header.keyLength(), (int) header.valueLength(), writer);
            default -> throw new IllegalStateException(header.command().name());
        }
        return Next.REQUEST;
    }

    private static long exptime(DirectBuffer in, int at) {
        return Integer.toUnsignedLong(in.getInt(at, ByteOrder.BIG_ENDIAN));
    }

    private Next answer(Status status, long cas) {
        if (status == Status.PENDING) {
            return Next.PENDING;
        }
        PacketStatus told = PacketStatus.of(status);
        if (told == PacketStatus.OK) {
            writer.done(cas);
        } else {
            writer.error(told);
        }
        return Next.REQUEST;
    }

    private Next get(DirectBuffer in, int key) {
        return got(in, key, commands.get(in, key, header.keyLength(), hitAt(in, key)));
    }

    private Next getAndTouch(DirectBuffer in, int key, long exptime) {
        return got(in, key, commands.getAndTouch(in, key, header.keyLength(), exptime, hitAt(in, key)));
    }

    private HitReply hitAt(DirectBuffer in, int key) {
        return hit.withKey(in, key, header.command().returnsKey() ? header.keyLength() : 0);
    }

    private Next got(DirectBuffer in, int key, Status status) {
        if (status == Status.NO_ROOM) {
            return noRoom();
        }
        if (status == Status.PENDING) {
            return Next.PENDING;
        }
        if (status == Status.NO_ANSWER) {
            writer.error(PacketStatus.TEMPORARY_FAILURE);
        }
        if (status == Status.NOT_FOUND && !header.isQuiet()) {
            if (header.command().returnsKey()) {
                writer.missOf(in, key, header.keyLength());
            } else {
                writer.error(PacketStatus.NOT_FOUND);
            }
        }
        return Next.REQUEST;
    }

    private Next noRoom() {
        if (replies.isWaiting() || !replies.isReady()) {
            return Next.SAME_REQUEST;
        }
        commands.refuseReply();
        writer.error(PacketStatus.OUT_OF_MEMORY);
        return Next.REQUEST;
    }

    private Next touch(DirectBuffer in, int key, long exptime) {
        Status status = commands.touch(in, key, header.keyLength(), exptime);
        if (status == Status.TOUCHED) {
            writer.flags(commands.item().flags(), commands.item().cas());
            return Next.REQUEST;
        }
        return answer(status, 0);
    }

    private Next calculate(DirectBuffer in, int extras, int key) {
        long delta = in.getLong(extras, ByteOrder.BIG_ENDIAN);
        long initial = in.getLong(extras + PacketLayout.NUMBER_INITIAL, ByteOrder.BIG_ENDIAN);
        int exptime = in.getInt(extras + PacketLayout.NUMBER_EXPTIME, ByteOrder.BIG_ENDIAN);
        terms.clear();
        if (header.cas() != 0) {
            terms.ifCas(header.cas());
        }
        if (exptime != PacketLayout.DO_NOT_CREATE) {
            terms.vivify(Integer.toUnsignedLong(exptime));
            terms.initial(initial);
        }
        Status status = header.command() == BinaryCommand.INCREMENT
                ? commands.increment(in, key, header.keyLength(), delta, terms)
                : commands.decrement(in, key, header.keyLength(), delta, terms);
        if (status == Status.STORED && !header.isQuiet()) {
            writer.number(commands.number(), commands.item().cas());
            return Next.REQUEST;
        }
        return answer(status, 0);
    }

    private Status flush(DirectBuffer in, int extras) {
        return header.extrasLength() == 0 ? commands.flush() : commands.flushAt(exptime(in, extras));
    }

    private void noop() {
        writer.done(0);
        replies.flush();
    }
}
