package io.ebbcache.server.net;

import io.ebbcache.server.command.ReplyBuffer;
import io.ebbcache.server.command.RequestDecoder;
import io.ebbcache.server.command.ServerLimits;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * What the network layer is to do.
 *
 * @param listen where to listen
 * @param threads event loops
 * @param maxConnections connections at a time; more are turned away
 * @param transport how the operating system is asked
 * @param timeouts after how long without progress a connection is closed
 * @param tls how connections over TCP are encrypted, if they are
 * @param memory what connections may hold
 */
public record NetConfig(
        Listen listen,
        int threads,
        int maxConnections,
        TransportChoice transport,
        Timeouts timeouts,
        Optional<TlsConfig> tls,
        Memory memory) {

    /** memcached's port. */
    public static final int DEFAULT_PORT = 11211;

    public NetConfig {
        if (threads < 1 || maxConnections < 1) {
            throw new IllegalArgumentException(threads + " threads, " + maxConnections + " connections");
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
        return new NetConfig(
                Listen.on(local), 4, 1024, TransportChoice.AUTO, Timeouts.STANDARD, Optional.empty(), Memory.STANDARD);
    }

    /** The same, listening elsewhere. */
    public NetConfig withListen(InetSocketAddress... addresses) {
        return with(new Listen(List.of(addresses), listen.unix(), listen.backlog()));
    }

    /** The same, listening elsewhere. */
    public NetConfig with(Listen other) {
        return new NetConfig(other, threads, maxConnections, transport, timeouts, tls, memory);
    }

    /** The same with another patience. */
    public NetConfig with(Timeouts other) {
        return new NetConfig(listen, threads, maxConnections, transport, other, tls, memory);
    }

    /** The same, encrypted. */
    public NetConfig with(TlsConfig other) {
        return new NetConfig(listen, threads, maxConnections, transport, timeouts, Optional.of(other), memory);
    }

    /** The same with another bound on memory. */
    public NetConfig with(Memory other) {
        return new NetConfig(listen, threads, maxConnections, transport, timeouts, tls, other);
    }

    /** The same for more or fewer clients. */
    public NetConfig withMaxConnections(int connections) {
        return new NetConfig(listen, threads, connections, transport, timeouts, tls, memory);
    }

    /** What commands have to know of this. */
    public ServerLimits limits() {
        return new ServerLimits(
                maxConnections, threads, memory.requestBytes, memory.replyBytes, memory.replyBytesPerConnection);
    }

    /** What connections may take of the heap, all together. */
    public long heapBytes() {
        int encryption = tls.map(config -> Tls.heapBytes(config.engine())).orElse(0);
        return (long) maxConnections * (Connection.OBJECT_BYTES + encryption);
    }

    /**
     * The most ordinary memory that connections can hold, whatever clients do; the kernel's socket buffers not counted:
     *
     * <pre>
     *   requestBytes + replyBytes
     *   + maxConnections x (its objects + one read buffer + what is free of charge for replies and for requests)
     *   + threads        x (the largest read + a chunk that the allocator keeps)
     * and with TLS
     *   + maxConnections x (its state + a record that comes + one that leaves + what is decoded beyond one read)
     *   + what all connections share
     * </pre>
     */
    public long memoryBoundBytes() {
        long perConnection = (long) Connection.OBJECT_BYTES
                + memory.readBufferBytes
                + ReplyBuffer.FREE_CHUNK_BYTES
                + RequestDecoder.FREE_BYTES;
        long perThread = (long) ReadSize.LARGEST_READ_BYTES + Buffers.CHUNK_BYTES;
        long shared = memory.requestBytes + memory.replyBytes;
        if (tls.isPresent()) {
            perConnection += Tls.CONNECTION_BYTES + TlsRecords.RECEIVE_BYTES + 2L * TlsRecords.RECORD_BYTES;
            shared += Tls.SHARED_BYTES;
        }
        return shared + maxConnections * perConnection + threads * perThread;
    }
}
