package io.ebbcache.server.protocol;

import io.ebbcache.server.command.ReplyBuffer;
import io.ebbcache.server.command.RequestDecoder;
import io.ebbcache.server.protocol.binary.BinaryProtocol;
import io.ebbcache.server.protocol.text.TextLogin;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The requests of a connection of which nothing is known yet. The first byte says which protocol it speaks, and a text
 * client may have to say who it is; from then on this one only passes on.
 */
final class FirstBytesDecoder implements RequestDecoder {

    private final Protocols protocols;
    private final ReplyBuffer replies;
    private @Nullable RequestDecoder decoder;
    private @Nullable TextLogin login;
    private boolean released;

    FirstBytesDecoder(Protocols protocols, ReplyBuffer replies) {
        this.protocols = protocols;
        this.replies = replies;
    }

    @Override
    public int decode(DirectBuffer in, int from, int to) {
        RequestDecoder current = decoder;
        if (current == null) {
            if (from == to || released) {
                return from;
            }
            current = choose(in.getByte(from));
        }
        int at = current.decode(in, from, to);
        TextLogin begun = login;
        if (begun == null || !begun.isOver()) {
            return at;
        }
        begun.release();
        login = null;
        current = protocols.newText(replies);
        decoder = current;
        return current.decode(in, at, to);
    }

    private RequestDecoder choose(byte first) {
        RequestDecoder chosen;
        if (protocols.mayBeBinary() && BinaryProtocol.begins(first)) {
            chosen = protocols.newBinary(replies);
        } else {
            login = protocols.newLogin(replies);
            chosen = login;
        }
        decoder = chosen;
        return chosen;
    }

    @Override
    public boolean isWaiting() {
        return decoder != null && decoder.isWaiting();
    }

    @Override
    public boolean isYielding() {
        return decoder != null && decoder.isYielding();
    }

    @Override
    public boolean isPending() {
        return decoder != null && decoder.isPending();
    }

    @Override
    public boolean isListening() {
        return decoder != null && decoder.isListening();
    }

    @Override
    public boolean hasQuit() {
        return decoder != null && decoder.hasQuit();
    }

    @Override
    public boolean isClosed() {
        return released || (decoder != null && decoder.isClosed());
    }

    @Override
    public int expectedBytes() {
        return decoder == null ? 0 : decoder.expectedBytes();
    }

    @Override
    public boolean isUnfinished() {
        return decoder != null && decoder.isUnfinished();
    }

    @Override
    public void release() {
        released = true;
        if (decoder != null) {
            decoder.release();
        }
    }
}
