package io.ebbcache.server.protocol;

import io.ebbcache.server.command.Access;
import io.ebbcache.server.command.CommandConfig;
import io.ebbcache.server.command.MemoryBudget;
import io.ebbcache.server.command.ReplyBuffer;
import io.ebbcache.server.command.ReplyOutlet;
import io.ebbcache.server.command.RequestDecoder;
import io.ebbcache.server.command.ServerLimits;
import io.ebbcache.server.command.ServerState;
import io.ebbcache.store.Store;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One connection without a network. Each piece of input is handed over in memory of exactly its size, which is overwritten
 * as soon as the decoder has returned; replies count as sent at once, or only when the test says so.
 */
public class Conversation implements ReplyOutlet, AutoCloseable {

    private static final byte GARBAGE = (byte) 0xee;

    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true);
    private final List<ByteBuf> written = new ArrayList<>();
    private final ByteArrayOutputStream replies = new ByteArrayOutputStream();
    private final ReplyBuffer replyBuffer;
    private final RequestDecoder decoder;
    private final boolean sendsAtOnce;
    private boolean woken;
    private byte[] rest = new byte[0];

    /**
     * Begins a conversation.
     *
     * @param newDecoder what decodes, with memory from an allocator and with a place for its replies
     * @param sendsAtOnce whether replies leave as soon as they may, rather than in {@link #drain}
     */
    public Conversation(
            BiFunction<ByteBufAllocator, ReplyBuffer, RequestDecoder> newDecoder,
            MemoryBudget replyBudget,
            int replyBound,
            boolean sendsAtOnce) {
        this.sendsAtOnce = sendsAtOnce;
        this.replyBuffer = new ReplyBuffer(allocator, replyBudget, this, replyBound);
        this.decoder = newDecoder.apply(allocator, replyBuffer);
    }

    /** A server around a store, with budgets. */
    public static ServerState server(Store store, long requestBytes, long replyBytes) {
        return server(store, Access.OPEN, requestBytes, replyBytes);
    }

    /** The same for some clients only. */
    public static ServerState server(Store store, Access access, long requestBytes, long replyBytes) {
        ServerLimits limits = new ServerLimits(100, 1, requestBytes, replyBytes, 256 * 1024);
        return new ServerState(store, CommandConfig.standard("1.2.3").withAccess(access), limits, graceful -> {});
    }

    /** Hands over the next bytes, and lets the replies leave after them. */
    public void receive(String bytes) {
        byte[] piece = bytes.getBytes(StandardCharsets.ISO_8859_1);
        byte[] input = Arrays.copyOf(rest, rest.length + piece.length);
        System.arraycopy(piece, 0, input, rest.length, piece.length);
        rest = input;
        if (!isWaiting()) {
            decode();
            while (decoder.isYielding()) {
                replyBuffer.flush();
                decode();
            }
        }
        replyBuffer.flush();
    }

    /** Hands over the same bytes in pieces that end at these places. */
    public void receive(String bytes, int... ends) {
        int from = 0;
        for (int end : ends) {
            receive(bytes.substring(from, end));
            from = end;
        }
        receive(bytes.substring(from));
    }

    /** Lets the decoder go on, as when another node has answered. */
    public void goOn() {
        decode();
        replyBuffer.flush();
    }

    private void decode() {
        if (isClosed()) {
            return;
        }
        ByteBuf memory = allocator.directBuffer(rest.length + 1);
        memory.writeBytes(rest);
        UnsafeBuffer in = new UnsafeBuffer(memory.memoryAddress(), rest.length);
        int taken = decoder.decode(in, 0, rest.length);
        if (taken < 0 || taken > rest.length) {
            throw new IllegalStateException(taken + " bytes taken of " + rest.length);
        }
        in.setMemory(0, rest.length, GARBAGE);
        in.wrap(0, 0);
        memory.release();
        rest = Arrays.copyOfRange(rest, taken, rest.length);
    }

    public boolean isWaiting() {
        return decoder.isWaiting();
    }

    public boolean isClosed() {
        return decoder.isClosed();
    }

    public long waitingBytes() {
        return replyBuffer.waitingBytes();
    }

    /** Ordinary memory in use for the connection. */
    public long memory() {
        return allocator.metric().usedDirectMemory();
    }

    /** What was replied until now. */
    public String replies() {
        return replies.toString(StandardCharsets.ISO_8859_1);
    }

    /** What was replied since the last call. */
    public String take() {
        String taken = replies();
        replies.reset();
        return taken;
    }

    /** Lets the decoder look whether there is something to tell, if it was woken; whether it was. */
    public boolean goOnIfWoken() {
        boolean was = woken;
        woken = false;
        if (was) {
            receive("");
        }
        return was;
    }

    /** Whether nothing more is expected from the client. */
    public boolean isListening() {
        return decoder.isListening();
    }

    /** Lets what was written leave, as often as the decoder waits for that. */
    public void drain() {
        send();
        while (isWaiting() || decoder.isYielding()) {
            decode();
            replyBuffer.flush();
            send();
        }
    }

    private void send() {
        for (ByteBuf chunk : written) {
            byte[] bytes = new byte[chunk.readableBytes()];
            chunk.readBytes(bytes);
            replies.writeBytes(bytes);
            chunk.release();
        }
        written.clear();
        replyBuffer.sent();
    }

    @Override
    public void write(ByteBuf chunk) {
        written.add(chunk);
    }

    @Override
    public void flush() {
        if (sendsAtOnce) {
            send();
        }
    }

    @Override
    public void wake() {
        woken = true;
    }

    @Override
    public void close() {
        decoder.release();
        replyBuffer.release();
        written.forEach(ByteBuf::release);
        written.clear();
    }
}
