package io.ebbcache.server.net;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerDomainSocketChannel;
import io.netty.channel.uring.IoUringServerSocketChannel;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the operating system is asked to move bytes. */
public enum Transport {
    IO_URING,
    EPOLL,
    NIO;

    private static final Logger LOG = LoggerFactory.getLogger(Transport.class);

    /** The transport to use; where it is not the one wanted, one log line says why. */
    public static Transport choose(TransportChoice choice) {
        List<Transport> candidates = switch (choice) {
            case AUTO, IO_URING -> List.of(IO_URING, EPOLL);
            case EPOLL -> List.of(EPOLL);
            case NIO -> List.of();
        };
        for (Transport candidate : candidates) {
            Throwable obstacle = candidate.obstacle();
            if (obstacle == null) {
                return candidate;
            }
            LOG.warn("{} cannot be used here, trying the next transport: {}", candidate, rootMessage(obstacle));
        }
        return NIO;
    }

    private static String rootMessage(Throwable obstacle) {
        Throwable cause = obstacle;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }

    /** Whether it works on this machine. */
    public boolean isAvailable() {
        return obstacle() == null;
    }

    /** Why it does not work on this machine; empty if it does. */
    public Optional<String> whyNot() {
        return Optional.ofNullable(obstacle()).map(Transport::rootMessage);
    }

    private @Nullable Throwable obstacle() {
        return switch (this) {
            case IO_URING -> IoUring.unavailabilityCause();
            case EPOLL -> Epoll.unavailabilityCause();
            case NIO -> null;
        };
    }

    Class<? extends ServerChannel> serverChannel() {
        return switch (this) {
            case IO_URING -> IoUringServerSocketChannel.class;
            case EPOLL -> EpollServerSocketChannel.class;
            case NIO -> NioServerSocketChannel.class;
        };
    }

    Class<? extends ServerChannel> unixServerChannel() {
        return switch (this) {
            case IO_URING -> IoUringServerDomainSocketChannel.class;
            case EPOLL -> EpollServerDomainSocketChannel.class;
            case NIO -> NioServerDomainSocketChannel.class;
        };
    }

    /** The address of a Unix socket, as this transport wants it. */
    SocketAddress unixAddress(Path path) {
        return this == NIO ? UnixDomainSocketAddress.of(path) : new DomainSocketAddress(path.toFile());
    }

    IoHandlerFactory newIoHandler() {
        return switch (this) {
            case IO_URING -> IoUringIoHandler.newFactory();
            case EPOLL -> EpollIoHandler.newFactory();
            case NIO -> NioIoHandler.newFactory();
        };
    }
}
