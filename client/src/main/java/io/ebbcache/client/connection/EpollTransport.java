package io.ebbcache.client.connection;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;

/** The only class that knows of Linux's epoll: it is loaded when it is first used, and cannot be where the classes are missing. */
final class EpollTransport {

    private EpollTransport() {}

    static boolean isAvailable() {
        return Epoll.isAvailable();
    }

    static Transport create() {
        return new Transport(
                "epoll", EpollIoHandler.newFactory(), EpollSocketChannel.class, EpollDatagramChannel.class);
    }
}
