package io.ebbcache.server.net;

import io.ebbcache.server.command.ReplyBuffer;
import io.ebbcache.server.command.RequestDecoder;
import io.ebbcache.server.command.ServerLimits;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * What the network layer is to do.
 *
 * @param listen addresses to listen on; port 0 is any free one
 * @param threads event loops
 * @param maxConnections connections at a time; more are turned away
 * @param transport how the operating system is asked
 * @param backlog connections that may wait to be accepted
 * @param idleSeconds after how long without any progress, in either direction, a connection is closed; 0 is never
 * @param memory what connections may hold
 */
public record NetConfig(
        List<InetSocketAddress> listen,
        int threads,
        int maxConnections,
        TransportChoice transport,
        int backlog,
        int idleSeconds,
        Memory memory) {

    /** memcached's port. */
    public static final int DEFAULT_PORT = 11211;

    public NetConfig {
        listen = List.copyOf(listen);
        if (listen.isEmpty() || threads < 1 || maxConnections < 1 || backlog < 1 || idleSeconds < 0) {
            throw new IllegalArgumentException("listen on " + listen + " with " + threads + " threads, "
                    + maxConnections + " connections, backlog " + backlog + ", idle " + idleSeconds);
        }
    }

    /**
     * The ordinary memory that connections may hold.
     *
     * @param requestBytes for values and lines in flight, of all connections together; at least one item
     * @param replyBytes for replies that have not left, of all connections together; at least one item and 1 KiB
     * @param replyBytesPerConnection replies that one connection may have waiting before it is not served further
     * @param readBufferBytes what is read at once, and what a connection that is not served may have kept of it
     */
    public record Memory(long requestBytes, long replyBytes, int replyBytesPerConnection, int readBufferBytes) {

        private static final int MEBIBYTE = 1024 * 1024;

        public static final Memory STANDARD = new Memory(64 * MEBIBYTE, 64 * MEBIBYTE, MEBIBYTE / 4, 16 * 1024);

        public Memory {
            if (replyBytesPerConnection < ReplyBuffer.FREE_CHUNK_BYTES || readBufferBytes < 1024) {
                throw new IllegalArgumentException(replyBytesPerConnection + " bytes of replies for a connection, read "
                        + readBufferBytes + " bytes at once");
            }
        }

        /** The same with other budgets. */
        public Memory withBudgets(long requests, long replies) {
            return new Memory(requests, replies, replyBytesPerConnection, readBufferBytes);
        }
    }

    /** Port 11211 of 127.0.0.1, 4 threads, 1024 connections, as memcached; 64 MiB each for requests and replies. */
    public static NetConfig standard() {
        InetSocketAddress local = new InetSocketAddress(InetAddress.getLoopbackAddress(), DEFAULT_PORT);
        return new NetConfig(List.of(local), 4, 1024, TransportChoice.AUTO, 1024, 0, Memory.STANDARD);
    }

    /** The same, listening elsewhere. */
    public NetConfig withListen(InetSocketAddress... addresses) {
        return new NetConfig(List.of(addresses), threads, maxConnections, transport, backlog, idleSeconds, memory);
    }

    /** What commands have to know of this. */
    public ServerLimits limits() {
        return new ServerLimits(
                maxConnections, threads, memory.requestBytes, memory.replyBytes, memory.replyBytesPerConnection);
    }

    /**
     * The most ordinary memory that connections can hold, whatever clients do; the kernel's socket buffers not counted:
     *
     * <pre>
     *   requestBytes + replyBytes
     *   + maxConnections x (its objects + one read buffer + what is free of charge for replies and for requests)
     *   + threads        x (the largest read + a chunk that the allocator keeps)
     * </pre>
     */
    public long memoryBoundBytes() {
        long perConnection = (long) Connection.OBJECT_BYTES
                + memory.readBufferBytes
                + ReplyBuffer.FREE_CHUNK_BYTES
                + RequestDecoder.FREE_BYTES;
        long perThread = (long) ReadSize.LARGEST_READ_BYTES + Buffers.CHUNK_BYTES;
        return memory.requestBytes + memory.replyBytes + maxConnections * perConnection + threads * perThread;
    }
}
