package io.ebbcache.server.net;

import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;

/**
 * How a tool connects to a server with TLS, as one of its clients.
 *
 * @param authorities of servers' certificates, PEM; the JDK's authorities where there is none
 * @param identity what is shown to a server that wants a certificate
 */
public record ClientTls(Optional<Path> authorities, Optional<Identity> identity) {

    /**
     * A certificate of a client.
     *
     * @param certificates it, and those between it and its authority, PEM
     * @param key the private key to it, PEM (PKCS#8)
     */
    public record Identity(Path certificates, Path key) {}

    /**
     * Reads the files.
     *
     * @throws IOException with a message for the operator
     */
    public SSLSocketFactory sockets() throws IOException {
        SslContextBuilder builder =
                SslContextBuilder.forClient().sslProvider(SslProvider.JDK).protocols("TLSv1.3", "TLSv1.2");
        try {
            if (authorities.isPresent()) {
                Tls.checkReadable("authorities", authorities.get());
                builder.trustManager(authorities.get().toFile());
            }
            if (identity.isPresent()) {
                Identity shown = identity.get();
                Tls.checkReadable("certificate", shown.certificates());
                Tls.checkReadable("key", shown.key());
                builder.keyManager(shown.certificates().toFile(), shown.key().toFile());
            }
            return ((JdkSslContext) builder.build()).context().getSocketFactory();
        } catch (IllegalArgumentException | SSLException e) {
            throw new IOException("cannot use the files of TLS: " + Tls.rootMessage(e), e);
        }
    }
}
