package io.ebbcache.server.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.ebbcache.server.command.Access;
import io.ebbcache.server.command.Commands;
import io.ebbcache.server.command.ReplyBuffer;
import io.ebbcache.server.command.RequestDecoder;
import io.ebbcache.server.command.ServerState;
import io.ebbcache.store.Store;
import io.netty.buffer.ByteBufAllocator;

/** A server without a network, for conversations in one protocol. */
public final class LocalServer implements AutoCloseable {

    /** Makes the decoder of one connection. */
    public interface NewDecoder {

        /** Takes memory from an allocator, and has a place for its replies. */
        RequestDecoder of(Commands commands, ByteBufAllocator allocator, ReplyBuffer replies);
    }

    private final Store store;
    private final ServerState state;
    private final Commands commands;
    private final NewDecoder newDecoder;

    /**
     * Takes a store for its own.
     *
     * @param requestBytes what requests in flight may take
     * @param replyBytes what replies that have not left may take
     */
    public LocalServer(Store store, Access access, long requestBytes, long replyBytes, NewDecoder newDecoder) {
        this.store = store;
        this.state = Conversation.server(store, access, requestBytes, replyBytes);
        this.commands = state.newCommands();
        this.newDecoder = newDecoder;
    }

    public Store store() {
        return store;
    }

    public ServerState state() {
        return state;
    }

    public Commands commands() {
        return commands;
    }

    /** A conversation whose replies leave at once, or only in {@link Conversation#drain}. */
    public Conversation conversation(int replyBound, boolean sendsAtOnce) {
        return new Conversation(
                (allocator, replies) -> newDecoder.of(commands, allocator, replies),
                state.replyBudget(),
                replyBound,
                sendsAtOnce);
    }

    /** Ends a conversation, after which nothing is held. */
    public void end(Conversation conversation) {
        conversation.close();
        assertThat(conversation.memory()).isZero();
        assertThat(state.requestBudget().used()).isZero();
        assertThat(state.replyBudget().used()).isZero();
    }

    @Override
    public void close() {
        store.close();
    }
}
