package io.ebbcache.client.connection;

import io.ebbcache.client.ring.Node;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import javax.net.ssl.SSLParameters;

/** Encrypts connections. It is asked at each attempt to connect, so certificates may change while a client runs. */
@FunctionalInterface
public interface Encryption {

    /**
     * What encrypts one connection. Called on an event loop: it must not block.
     *
     * @return begins TLS as a client does, and does not take somebody else for the node
     */
    SslHandler handler(ByteBufAllocator allocator, Node node);

    /**
     * With the same context for ever; the certificate must be that of the node's host.
     *
     * @param context a client's
     */
    static Encryption by(SslContext context) {
        if (!context.isClient()) {
            throw new IllegalArgumentException("the TLS context is a server's");
        }
        return (allocator, node) -> {
            SslHandler handler = context.newHandler(allocator, node.host(), node.port());
            SSLParameters parameters = handler.engine().getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            handler.engine().setSSLParameters(parameters);
            return handler;
        };
    }
}
