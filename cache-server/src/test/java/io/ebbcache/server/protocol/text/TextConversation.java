package io.ebbcache.server.protocol.text;

import io.ebbcache.server.command.Commands;
import io.ebbcache.server.protocol.Conversation;

/** A conversation in the text protocol. */
final class TextConversation extends Conversation {

    TextConversation(Commands commands, int replyBound, boolean sendsAtOnce) {
        super(
                (allocator, replies) -> new TextProtocol(commands, allocator).newDecoder(replies),
                commands.state().replyBudget(),
                replyBound,
                sendsAtOnce);
    }
}
