package io.ebbcache.server.protocol.binary;

import io.ebbcache.server.command.Commands;
import io.ebbcache.server.command.Status;
import io.ebbcache.server.command.StoreRequest;
import io.ebbcache.server.command.StoreVerb;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/** One set, add, replace, append or prepend: what stands before its value, and what is answered when that has come. */
final class Storage {

    private final Commands commands;
    private final RequestHeader header;
    private final PacketWriter writer;
    private final StoreRequest request = new StoreRequest();

    Storage(Commands commands, RequestHeader header, PacketWriter writer) {
        this.commands = commands;
        this.header = header;
        this.writer = writer;
    }

    /** Takes extras and key; returns whether the value may come: OK or TOO_LARGE. */
    Status begin(DirectBuffer in, int extras) {
        int flags = 0;
        long exptime = 0;
        if (header.command().shape() == Shape.STORE) {
            flags = in.getInt(extras, ByteOrder.BIG_ENDIAN);
            exptime = Integer.toUnsignedLong(in.getInt(extras + PacketLayout.STORE_EXPTIME, ByteOrder.BIG_ENDIAN));
        }
        request.begin(verb(), (int) header.valueLength())
                .key(in, extras + header.extrasLength(), header.keyLength())
                .fields(flags, exptime, header.cas());
        if (header.command() == BinaryCommand.SET) {
            request.forgetful(); // under a CAS number, too
        }
        return commands.admit(request);
    }

    /** With a CAS number, set, add and replace are the same: store if the item has this number. */
    private StoreVerb verb() {
        return switch (header.command()) {
            case APPEND -> StoreVerb.APPEND;
            case PREPEND -> StoreVerb.PREPEND;
            case ADD -> header.cas() == 0 ? StoreVerb.ADD : StoreVerb.CAS;
            case REPLACE -> header.cas() == 0 ? StoreVerb.REPLACE : StoreVerb.CAS;
            default -> header.cas() == 0 ? StoreVerb.SET : StoreVerb.CAS;
        };
    }

    StoreRequest request() {
        return request;
    }

    int valueLength() {
        return request.valueLength();
    }

    /** Tells how it ended. */
    void answer(Status status) {
        if (status == Status.STORED) {
            writer.done(commands.item().cas());
        } else if (status == Status.NOT_STORED) {
            writer.error(notStored());
        } else {
            writer.error(PacketStatus.of(status));
        }
    }

    private PacketStatus notStored() {
        return switch (request.verb()) {
            case ADD -> PacketStatus.EXISTS;
            case REPLACE -> PacketStatus.NOT_FOUND;
            default -> PacketStatus.NOT_STORED;
        };
    }
}
