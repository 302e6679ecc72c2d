package io.ebbcache.client.connection;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;

/** How the operating system is asked to move bytes. */
record Transport(
        String name,
        IoHandlerFactory handlers,
        Class<? extends SocketChannel> channel,
        Class<? extends DatagramChannel> datagramChannel) {

    /** Epoll if its classes are on the class path and work here, else the JDK's own. */
    static Transport choose() {
        try {
            if (EpollTransport.isAvailable()) {
                return EpollTransport.create();
            }
        } catch (LinkageError e) {
            // The classes are optional: without them the first use of one ends here.
            return nio();
        }
        return nio();
    }

    private static Transport nio() {
        return new Transport("nio", NioIoHandler.newFactory(), NioSocketChannel.class, NioDatagramChannel.class);
    }
}
