package io.ebbcache.server.protocol.meta;

import io.ebbcache.server.command.Commands;
import io.ebbcache.server.command.ReplyBuffer;
import io.ebbcache.server.command.RequestTerms;
import io.ebbcache.server.protocol.line.CommandLine;

/** The meta protocol for the connections of one thread: what they need only while a request is executed is shared here. */
public final class MetaProtocol {

    final Commands commands;
    final CommandLine line;
    final MetaFlags flags;
    final RequestTerms terms;
    final Echo echo = new Echo();

    /** @param line is parsed before it is executed */
    public MetaProtocol(Commands commands, CommandLine line) {
        this.commands = commands;
        this.line = line;
        this.flags = new MetaFlags(line);
        this.terms = commands.newTerms();
    }

    /** The commands that are one line, for one more connection. */
    public MetaCommands newCommands(ReplyBuffer replies) {
        return new MetaCommands(this, replies);
    }

    /** The command that brings a value, for one more connection. */
    public MetaStorage newStorage() {
        return new MetaStorage(this);
    }
}
