package io.ebbcache.server.protocol.binary;

import io.ebbcache.server.command.Commands;
import io.ebbcache.server.command.ReplyBuffer;
import io.ebbcache.server.command.RequestDecoder;
import io.netty.buffer.ByteBufAllocator;

/** The binary protocol for the connections of one thread. */
public final class BinaryProtocol {

    final Commands commands;
    final ByteBufAllocator allocator;

    /** @param allocator for what is unfinished between two reads */
    public BinaryProtocol(Commands commands, ByteBufAllocator allocator) {
        this.commands = commands;
        this.allocator = allocator;
    }

    /** Whether a connection that begins with this byte speaks the binary protocol. */
    public static boolean begins(byte first) {
        return first == PacketLayout.REQUEST;
    }

    /** A decoder for one more connection. */
    public RequestDecoder newDecoder(ReplyBuffer replies) {
        return new BinaryDecoder(this, replies);
    }
}
