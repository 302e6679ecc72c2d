package io.ebbcache.server.protocol.text;

import io.ebbcache.server.command.Commands;
import io.ebbcache.server.command.ReplyBuffer;
import io.ebbcache.server.command.RequestDecoder;
import io.ebbcache.server.protocol.line.CommandLine;
import io.ebbcache.server.protocol.meta.MetaProtocol;
import io.netty.buffer.ByteBufAllocator;

/** The text protocol, with the meta protocol in it, for the connections of one thread: what they need only while a request is executed is shared here. */
public final class TextProtocol {

    final Commands commands;
    final ByteBufAllocator allocator;
    final CommandLine line = new CommandLine();
    final LineCommands lineCommands;
    final MetaProtocol meta;

    /** @param allocator for what is unfinished between two reads */
    public TextProtocol(Commands commands, ByteBufAllocator allocator) {
        this.commands = commands;
        this.allocator = allocator;
        this.lineCommands = new LineCommands(commands, line);
        this.meta = new MetaProtocol(commands, line);
    }

    /** A decoder for one more connection. */
    public RequestDecoder newDecoder(ReplyBuffer replies) {
        return new TextDecoder(this, replies);
    }

    /** What comes before the decoder; it is over at once where nobody has to say who he is. */
    public TextLogin newLogin(ReplyBuffer replies) {
        return new TextLogin(this, replies);
    }
}
