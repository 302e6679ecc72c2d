package io.ebbcache.server.protocol.meta;

import static io.ebbcache.server.command.Commands.MAX_KEY_LENGTH;

import io.ebbcache.server.command.Commands;
import io.ebbcache.server.command.ReplyBuffer;
import io.ebbcache.server.command.ReplyText;
import io.ebbcache.server.command.RequestTerms;
import io.ebbcache.server.command.SeenItem;
import io.ebbcache.server.command.ServerCounter;
import io.ebbcache.server.command.Status;
import io.ebbcache.server.protocol.line.CommandLine;
import io.ebbcache.server.protocol.line.LineReplies;

/** The meta commands that are one line and bring no value: {@code mn}, {@code mg}, {@code md}, {@code ma}, {@code me}. */
public final class MetaCommands {

    private static final int FIRST_FLAG = 2;

    private final Commands commands;
    private final CommandLine line;
    private final MetaFlags flags;
    private final RequestTerms terms;
    private final Echo echo;
    private final ReplyBuffer replies;
    private final FoundReply found;
    private boolean pending;

    MetaCommands(MetaProtocol protocol, ReplyBuffer replies) {
        this.commands = protocol.commands;
        this.line = protocol.line;
        this.flags = protocol.flags;
        this.terms = protocol.terms;
        this.echo = protocol.echo;
        this.replies = replies;
        this.found = new FoundReply(commands.item(), flags, echo, replies);
    }

    /**
     * Executes the line; there is room for a small reply.
     *
     * @return false if the same line is to be executed again, when the replies have left or, if {@link #isPending}, another node has answered
     */
    public boolean execute() {
        pending = false;
        switch (line.buffer().getByte(line.start(0) + 1)) {
            case 'n' -> noop();
            case 'g' -> {
                return get();
            }
            case 'd' -> delete();
            case 'a' -> calculate();
            default -> debug();
        }
        return !pending;
    }

    /** Whether another node is asked for what the last line wants. */
    public boolean isPending() {
        return pending;
    }

    private void noop() {
        replies.put(MetaReplies.NOOP);
        replies.flush();
    }

    private void bad(ReplyText text) {
        commands.count(ServerCounter.COMMANDS_BAD);
        replies.put(text);
    }

    /** Reads the flags; says what is wrong with them, if anything. */
    private boolean parse() {
        if (line.count() <= MetaFlags.KEY) {
            bad(LineReplies.BAD_LINE);
            return false;
        }
        ReplyText wrong = flags.parse(FIRST_FLAG);
        if (wrong == null && flags.isOpaqueTooLong()) {
            wrong = MetaReplies.LONG_OPAQUE;
        }
        if (wrong != null) {
            bad(wrong);
            return false;
        }
        echo.wrap(flags);
        return true;
    }

    // ---- mg ----

    private boolean get() {
        if (!parse()) {
            return true;
        }
        if (flags.isRingQuestion()) {
            tellRing();
            return true;
        }
        MetaKey key = flags.key();
        Status status = commands.get(key.buffer(), key.offset(), key.length(), termsOfGet(), found);
        switch (status) {
            case FOUND -> {}
            case NO_ROOM -> {
                return noRoom();
            }
            case PENDING -> {
                pending = true;
                return false;
            }
            case NOT_FOUND -> {
                if (!flags.has('q')) {
                    putCode(MetaReplies.MISS);
                }
            }
            default -> putFailure(status);
        }
        return true;
    }

    private void tellRing() {
        if (commands.hasLaterRing(flags.askersRing())) {
            replies.put(LineReplies.LATER_RING);
        } else {
            putCode(MetaReplies.MISS);
        }
    }

    private void putFailure(Status status) {
        replies.put(
                switch (status) {
                    case NO_ANSWER -> LineReplies.NO_ANSWER;
                    case OTHER_OWNER -> LineReplies.OTHER_OWNER;
                    default -> LineReplies.NO_MEMORY;
                });
    }

    private RequestTerms termsOfGet() {
        terms.clear().claiming();
        flags.tell(terms);
        if (!flags.has('v')) {
            terms.valueless();
        }
        if (flags.has('C')) {
            terms.unlessCas(flags.cas());
        }
        return terms;
    }

    private boolean noRoom() {
        if (replies.isWaiting() || !replies.isReady()) {
            return false;
        }
        commands.refuseReply();
        replies.put(LineReplies.NO_MEMORY_GETTING);
        return true;
    }

    // ---- md ----

    private void delete() {
        if (!parse()) {
            return;
        }
        if (flags.isFlush()) {
            flush();
            return;
        }
        terms.clear();
        flags.tell(terms);
        if (flags.has('C')) {
            terms.ifCas(flags.cas());
        }
        MetaKey key = flags.key();
        Status status = commands.delete(key.buffer(), key.offset(), key.length(), terms);
        switch (status) {
            case PENDING -> pending = true;
            case DELETED -> {
                if (!flags.has('q')) {
                    putCode(MetaReplies.DONE);
                }
            }
            case NOT_FOUND -> putCode(MetaReplies.NOT_FOUND);
            case EXISTS -> putCode(MetaReplies.EXISTS);
            default -> putFailure(status);
        }
    }

    /** As another node asks. */
    private void flush() {
        Status status = commands.flushFor(flags.askersRing(), flags.touch());
        switch (status) {
            case PENDING -> pending = true;
            case OK -> putCode(MetaReplies.DONE);
            case NOT_ALLOWED -> putCode(MetaReplies.NOT_STORED);
            default -> putFailure(status);
        }
    }

    // ---- ma ----

    private void calculate() {
        if (line.count() <= MetaFlags.KEY) {
            bad(LineReplies.BAD_LINE);
            return;
        }
        if (flags.parse(FIRST_FLAG) != null) {
            bad(MetaReplies.INVALID_OR_DUPLICATE_FLAG);
            return;
        }
        if (flags.isOpaqueTooLong()) {
            bad(MetaReplies.LONG_OPAQUE);
            return;
        }
        echo.wrap(flags);
        switch (flags.mode()) {
            case MetaFlags.NO_MODE, 'I', '+' -> putCalculated(calculate(true));
            case 'D', '-' -> putCalculated(calculate(false));
            default -> bad(MetaReplies.BAD_ARITHMETIC_MODE);
        }
    }

    private Status calculate(boolean up) {
        terms.clear();
        flags.tell(terms);
        if (flags.has('C') && flags.cas() != 0) {
            terms.ifCas(flags.cas());
        }
        MetaKey key = flags.key();
        return up
                ? commands.increment(key.buffer(), key.offset(), key.length(), flags.delta(), terms)
                : commands.decrement(key.buffer(), key.offset(), key.length(), flags.delta(), terms);
    }

    private void putCalculated(Status status) {
        switch (status) {
            case PENDING -> pending = true;
            case STORED -> {
                if (!flags.has('q')) {
                    putNumber();
                }
            }
            case NOT_FOUND -> putCode(MetaReplies.NOT_FOUND);
            case EXISTS -> putCode(MetaReplies.EXISTS);
            case NON_NUMERIC -> replies.put(LineReplies.NON_NUMERIC);
            default -> putFailure(status);
        }
    }

    private void putNumber() {
        long number = commands.number();
        if (flags.has('v')) {
            replies.put(MetaReplies.VALUE);
            replies.putDecimal(digits(number));
        } else {
            replies.put(MetaReplies.DONE);
        }
        SeenItem item = commands.item();
        long secondsLeft = item.secondsLeftBefore();
        for (int token = flags.first(); token < flags.end(); token++) {
            int letter = flags.letter(token);
            switch (letter) {
                case 'T' -> secondsLeft = item.secondsLeft(flags.touch());
                case 'N' -> secondsLeft = item.isMade() ? item.secondsLeft(flags.vivify()) : secondsLeft;
                case 't' -> FlagReply.put(replies, letter, secondsLeft);
                case 'c' -> FlagReply.put(replies, letter, item.cas());
                default -> echo.put(replies, letter);
            }
        }
        replies.put(LineReplies.LINE_END);
        if (flags.has('v')) {
            replies.putUnsignedDecimal(number);
            replies.put(LineReplies.LINE_END);
        }
    }

    private static int digits(long number) {
        int digits = 1;
        for (long rest = Long.divideUnsigned(number, 10); rest != 0; rest /= 10) {
            digits++;
        }
        return digits;
    }

    /** Writes a code and what is to be repeated of the request. */
    private void putCode(ReplyText code) {
        replies.put(code);
        for (int token = flags.first(); token < flags.end(); token++) {
            echo.put(replies, flags.letter(token));
        }
        replies.put(LineReplies.LINE_END);
    }

    // ---- me ----

    /** Flags are not read here, but for a {@code b} right behind the key. */
    private void debug() {
        if (line.count() <= MetaFlags.KEY || line.length(MetaFlags.KEY) > MAX_KEY_LENGTH) {
            bad(LineReplies.BAD_LINE);
            return;
        }
        MetaKey key = flags.key();
        key.wrap(line.buffer(), line.start(MetaFlags.KEY), line.length(MetaFlags.KEY));
        boolean base64 = line.count() > FIRST_FLAG && line.buffer().getByte(line.start(FIRST_FLAG)) == 'b';
        if (base64 && !key.decode()) {
            bad(LineReplies.BAD_LINE);
            return;
        }
        Status status = commands.inspect(key.buffer(), key.offset(), key.length());
        if (status == Status.PENDING) {
            pending = true;
            return;
        }
        if (status != Status.FOUND) {
            replies.put(MetaReplies.MISS);
            replies.put(LineReplies.LINE_END);
            return;
        }
        SeenItem item = commands.item();
        replies.put(MetaReplies.DEBUG);
        replies.put(line.buffer(), line.start(MetaFlags.KEY), line.length(MetaFlags.KEY));
        replies.put(MetaReplies.EXPIRES);
        FlagReply.putSeconds(replies, item.secondsLeft());
        replies.put(MetaReplies.LAST_ACCESS);
        replies.putDecimal(item.idleSeconds());
        replies.put(MetaReplies.CAS);
        replies.putUnsignedDecimal(item.cas());
        replies.put(item.isFetched() ? MetaReplies.FETCHED : MetaReplies.NOT_FETCHED);
        replies.put(MetaReplies.SIZE);
        replies.putDecimal(item.itemBytes(key.length()));
        replies.put(LineReplies.LINE_END);
    }
}
