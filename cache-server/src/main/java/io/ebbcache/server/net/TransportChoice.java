package io.ebbcache.server.net;

/** Which transport the operator wants. */
public enum TransportChoice {
    /** The best that works here: io_uring, epoll, NIO. */
    AUTO,
    /** Linux's io_uring. */
    IO_URING,
    /** Linux's epoll. */
    EPOLL,
    /** The JDK's own, which works everywhere. */
    NIO
}
