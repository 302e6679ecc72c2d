package io.ebbcache.server.protocol.binary;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/** The header of the request that is being taken, copied out: its value may come much later. */
final class RequestHeader {

    private int opcode;
    private BinaryCommand command = BinaryCommand.UNKNOWN;
    private boolean quiet;
    private int keyLength;
    private int extrasLength;
    private long bodyLength;
    private int opaque;
    private long cas;

    /** Takes the header at {@code at}; false if it is none. */
    boolean parse(DirectBuffer in, int at) {
        if (in.getByte(at) != PacketLayout.REQUEST) {
            return false;
        }
        opcode = Byte.toUnsignedInt(in.getByte(at + PacketLayout.OPCODE));
        command = BinaryCommand.of(opcode);
        quiet = command.isQuiet(opcode);
        keyLength = Short.toUnsignedInt(in.getShort(at + PacketLayout.KEY_LENGTH, ByteOrder.BIG_ENDIAN));
        extrasLength = Byte.toUnsignedInt(in.getByte(at + PacketLayout.EXTRAS_LENGTH));
        bodyLength = Integer.toUnsignedLong(in.getInt(at + PacketLayout.BODY_LENGTH, ByteOrder.BIG_ENDIAN));
        opaque = in.getInt(at + PacketLayout.OPAQUE, ByteOrder.BIG_ENDIAN);
        cas = in.getLong(at + PacketLayout.CAS, ByteOrder.BIG_ENDIAN);
        return true;
    }

    int opcode() {
        return opcode;
    }

    BinaryCommand command() {
        return command;
    }

    boolean isQuiet() {
        return quiet;
    }

    int keyLength() {
        return keyLength;
    }

    int extrasLength() {
        return extrasLength;
    }

    long bodyLength() {
        return bodyLength;
    }

    /** Bytes of the value; negative where extras and key do not lie within the body. */
    long valueLength() {
        return bodyLength - extrasLength - keyLength;
    }

    int opaque() {
        return opaque;
    }

    /** The CAS number that the item must have; 0 is any. */
    long cas() {
        return cas;
    }
}
