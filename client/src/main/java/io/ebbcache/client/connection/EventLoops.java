package io.ebbcache.client.connection;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.dns.DefaultDnsCache;
import io.netty.resolver.dns.DnsAddressResolverGroup;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The threads that move bytes, and what they need for it. Shared by all connections of a client. */
public final class EventLoops implements AutoCloseable {

    private static final int MOST_STANDARD_THREADS = 2;
    private static final Duration NAME_PATIENCE = Duration.ofSeconds(2);
    private static final Duration LONGEST_SHUTDOWN = Duration.ofSeconds(2);

    /** A name is asked for again with each attempt to connect; only attempts at the same time share an answer. */
    private static final int MOST_NAME_SECONDS = 1;

    private final Transport transport = Transport.choose();
    private final EventLoopGroup group;
    private final AddressResolverGroup<InetSocketAddress> resolver;

    /** As many threads as are good for most: one, or two where there is more than one processor. */
    public EventLoops() {
        this(Math.min(MOST_STANDARD_THREADS, Runtime.getRuntime().availableProcessors()));
    }

    /** So many threads, named {@code ebb-client-…}. They do not keep the JVM alive. */
    public EventLoops(int threads) {
        group = new MultiThreadIoEventLoopGroup(
                threads, new DefaultThreadFactory("ebb-client", true), transport.handlers());
        resolver = new DnsAddressResolverGroup(new DnsNameResolverBuilder()
                .datagramChannelType(transport.datagramChannel())
                .resolveCache(new DefaultDnsCache(0, MOST_NAME_SECONDS, 0))
                .queryTimeoutMillis(NAME_PATIENCE.toMillis()));
    }

    /** For what is to be done later and does not block. Ends with the threads. */
    public ScheduledExecutorService timer() {
        return group;
    }

    /** Another one each time, round and round. */
    EventLoop next() {
        return group.next();
    }

    Class<? extends SocketChannel> channelType() {
        return transport.channel();
    }

    /** Finds addresses of host names without blocking the loop that asks. */
    AddressResolverGroup<InetSocketAddress> resolver() {
        return resolver;
    }

    /** What moves the bytes: epoll or nio. */
    public String transport() {
        return transport.name();
    }

    /** Ends the threads once they have done what was given to them; returns before that. Close what uses them first. */
    @Override
    public void close() {
        resolver.close();
        group.shutdownGracefully(0, LONGEST_SHUTDOWN.toMillis(), TimeUnit.MILLISECONDS);
    }
}
