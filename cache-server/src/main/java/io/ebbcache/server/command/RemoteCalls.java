package io.ebbcache.server.command;

/** What one connection has asked other nodes, and has not taken the answers to. */
public interface RemoteCalls {

    /** Nothing, ever. */
    RemoteCalls NONE = () -> {};

    /** The connection is over: nobody waits for the answers any more. */
    void abandon();
}
