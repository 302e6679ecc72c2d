package io.ebbcache.server.protocol.meta;

import io.ebbcache.server.command.Commands;
import io.ebbcache.server.command.ReplyBuffer;
import io.ebbcache.server.command.ReplyText;
import io.ebbcache.server.command.RequestTerms;
import io.ebbcache.server.command.ServerCounter;
import io.ebbcache.server.command.Status;
import io.ebbcache.server.command.StoreRequest;
import io.ebbcache.server.command.StoreVerb;
import io.ebbcache.server.protocol.line.AnnouncedValue;
import io.ebbcache.server.protocol.line.CommandLine;
import io.ebbcache.server.protocol.line.LineReplies;
import org.jspecify.annotations.Nullable;

/** One {@code ms}: what its line says, until its value has come. */
public final class MetaStorage implements AnnouncedValue {

    private static final int LENGTH = 2;
    private static final int FIRST_FLAG = 3;

    private final Commands commands;
    private final CommandLine line;
    private final MetaFlags flags;
    private final RequestTerms terms;
    private final Echo echo = new Echo();
    private final StoreRequest request = new StoreRequest();
    private int valueLength;
    private boolean quiet;
    private boolean kept;

    MetaStorage(MetaProtocol protocol) {
        this.commands = protocol.commands;
        this.line = protocol.line;
        this.flags = protocol.flags;
        this.terms = commands.newTerms();
    }

    /** Takes the length of the value; without it, it is not known what follows the line. */
    public boolean parseLength() {
        if (line.count() <= LENGTH || !line.parseSigned(LENGTH, 0, LONGEST_VALUE_BYTES)) {
            return false;
        }
        valueLength = (int) line.number();
        return true;
    }

    /** Takes the rest of the line; returns what is wrong with the request, or null if its value may come. */
    public @Nullable ReplyText check() {
        ReplyText wrong = flags.parse(FIRST_FLAG);
        if (wrong == null && flags.isOpaqueTooLong()) {
            wrong = MetaReplies.LONG_OPAQUE;
        }
        StoreVerb verb = wrong == null ? verb() : null;
        if (verb == null) {
            commands.count(ServerCounter.COMMANDS_BAD);
            return wrong == null ? MetaReplies.BAD_STORE_MODE : wrong;
        }
        MetaKey key = flags.key();
        request.begin(verb, valueLength)
                .key(key.buffer(), key.offset(), key.length())
                .fields(flags.clientFlags(), flags.touch(), 0)
                .terms(terms(verb))
                .forgetful();
        quiet = flags.has('q');
        kept = false;
        echo.wrapOrder(flags);
        return commands.admit(request) == Status.OK ? null : LineReplies.TOO_LARGE;
    }

    /** What {@code M} says; a CAS number makes a CAS of a set, and of a replace. Null if it says nothing sensible. */
    private @Nullable StoreVerb verb() {
        return switch (flags.mode()) {
            case 'E' -> StoreVerb.ADD;
            case 'A' -> StoreVerb.APPEND;
            case 'P' -> StoreVerb.PREPEND;
            case MetaFlags.NO_MODE, 'S' -> flags.has('C') ? StoreVerb.CAS : StoreVerb.SET;
            case 'R' -> flags.has('C') ? StoreVerb.CAS : StoreVerb.REPLACE;
            default -> null;
        };
    }

    private RequestTerms terms(StoreVerb verb) {
        flags.tellStore(terms.clear());
        if (flags.has('C') && (verb == StoreVerb.CAS || flags.cas() != 0)) {
            terms.ifCas(flags.cas());
        }
        return terms;
    }

    @Override
    public StoreRequest request() {
        return request;
    }

    @Override
    public int valueLength() {
        return valueLength;
    }

    @Override
    public void keep() {
        request.keepKey();
        if (!kept) {
            echo.keep();
            kept = true;
        }
    }

    @Override
    public void answer(Status status, ReplyBuffer replies) {
        switch (status) {
            case STORED -> {
                if (!quiet) {
                    put(
                            replies,
                            MetaReplies.DONE,
                            commands.item().cas(),
                            commands.item().valueLength());
                }
            }
            case NOT_STORED -> put(replies, MetaReplies.NOT_STORED, 0, valueLength);
            case EXISTS -> put(replies, MetaReplies.EXISTS, 0, valueLength);
            case NOT_FOUND -> put(replies, MetaReplies.NOT_FOUND, 0, valueLength);
            case OUT_OF_MEMORY -> replies.put(LineReplies.NO_MEMORY_STORING);
            case NO_ANSWER -> replies.put(LineReplies.NO_ANSWER);
            case OTHER_OWNER -> replies.put(LineReplies.OTHER_OWNER);
            default -> replies.put(LineReplies.UNEXPECTED);
        }
    }

    private void put(ReplyBuffer replies, ReplyText code, long cas, long size) {
        replies.put(code);
        for (int rest = echo.letters(); rest != 0; rest >>>= Byte.SIZE) {
            int letter = rest & 0xff;
            switch (letter) {
                case 'c' -> FlagReply.put(replies, letter, cas);
                case 's' -> FlagReply.put(replies, letter, size);
                default -> echo.put(replies, letter);
            }
        }
        replies.put(LineReplies.LINE_END);
    }

    @Override
    public void refuse(ReplyText wrong, ReplyBuffer replies) {
        replies.put(wrong);
    }
}
