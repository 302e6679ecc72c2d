package io.ebbcache.server.protocol;

import io.ebbcache.server.command.Access;
import io.ebbcache.server.command.Commands;
import io.ebbcache.server.command.ReplyBuffer;
import io.ebbcache.server.command.RequestDecoder;
import io.ebbcache.server.protocol.binary.BinaryProtocol;
import io.ebbcache.server.protocol.text.TextLogin;
import io.ebbcache.server.protocol.text.TextProtocol;
import io.netty.buffer.ByteBufAllocator;

/** All protocols, for the connections of one thread. */
public final class Protocols {

    private final Access access;
    private final TextProtocol text;
    private final BinaryProtocol binary;

    /** @param allocator for what is unfinished between two reads */
    public Protocols(Commands commands, ByteBufAllocator allocator) {
        this.access = commands.state().access();
        this.text = new TextProtocol(commands, allocator);
        this.binary = new BinaryProtocol(commands, allocator);
    }

    /** A decoder for one more connection. */
    public RequestDecoder newDecoder(ReplyBuffer replies) {
        if (access.wire() == Access.Wire.BINARY) {
            return binary.newDecoder(replies);
        }
        if (access.wire() == Access.Wire.ASCII && access.credentials() == null) {
            return text.newDecoder(replies);
        }
        return new FirstBytesDecoder(this, replies);
    }

    boolean mayBeBinary() {
        return access.wire() == Access.Wire.AUTO;
    }

    RequestDecoder newText(ReplyBuffer replies) {
        return text.newDecoder(replies);
    }

    RequestDecoder newBinary(ReplyBuffer replies) {
        return binary.newDecoder(replies);
    }

    /** What a text client has to say first, or nothing. */
    TextLogin newLogin(ReplyBuffer replies) {
        return text.newLogin(replies);
    }
}
