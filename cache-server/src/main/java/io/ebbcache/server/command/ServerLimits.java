package io.ebbcache.server.command;

/**
 * What bounds the connections, as far as commands have to know.
 *
 * @param maxConnections connections at a time
 * @param threads event loops
 * @param requestBytes for requests whose values are not complete, of all connections together
 * @param replyBytes for replies that have not left, of all connections together
 * @param replyBytesPerConnection replies that one connection may have waiting before it is not served further
 */
public record ServerLimits(
        int maxConnections, int threads, long requestBytes, long replyBytes, int replyBytesPerConnection) {}
