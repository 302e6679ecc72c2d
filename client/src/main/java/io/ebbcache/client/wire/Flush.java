package io.ebbcache.client.wire;

import static io.ebbcache.client.wire.LineWriter.ascii;

import io.ebbcache.client.operation.RefusedException;
import io.ebbcache.client.operation.Reply;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** The command that ends all items of a server. It is the same in both protocols. */
public final class Flush {

    private static final byte[] LINE = ascii("flush_all\r\n");
    private static final byte[] DONE = ascii("OK");
    private static final byte[] SERVER_ERROR = ascii("SERVER_ERROR ");
    private static final byte[] CLIENT_ERROR = ascii("CLIENT_ERROR ");

    private Flush() {}

    /** Writes the command. */
    public static void encode(ByteBuf out) {
        out.writeBytes(LINE);
    }

    /** Reads its reply, as {@link ReplyDecoder#decode} does. The command is one line: no error puts the server out of step. */
    public static @Nullable Reply decode(ByteBuf in) {
        LineReader line = new LineReader();
        int lineBytes = line.take(in);
        if (lineBytes == 0) {
            return null;
        }
        if (line.is(DONE)) {
            in.skipBytes(lineBytes);
            return Reply.DONE;
        }
        if (line.skip(SERVER_ERROR) || line.skip(CLIENT_ERROR)) {
            in.skipBytes(lineBytes);
            throw new RefusedException(line.text());
        }
        throw line.unreadable("not a reply to flush_all");
    }
}
