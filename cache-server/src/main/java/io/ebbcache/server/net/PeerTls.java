package io.ebbcache.server.net;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How this server connects to others of its cluster: it shows its own certificate to those who ask for one, and trusts certificates of certain
 * authorities, or if there are none, just the one that it has itself. For which host a certificate is does not matter: where nodes are is known from
 * each other, and may change. The files can be read again while the server runs.
 */
public final class PeerTls {

    private static final Logger LOG = LoggerFactory.getLogger(PeerTls.class);
    private static final String ANY_HOST = "";
    private static final String BEGIN_CERTIFICATE = "-----BEGIN CERTIFICATE-----";

    private final TlsConfig config;
    private final Optional<Path> authorities;
    private final SslProvider provider;
    private volatile SslContext current;

    private PeerTls(TlsConfig config, Optional<Path> authorities) throws IOException {
        this.config = config;
        this.authorities = authorities.or(config::authorities);
        SslProvider likeServer = Tls.provider(config.engine());
        // a context that ends by itself: connections may just begin with it when it is replaced
        this.provider = likeServer == SslProvider.OPENSSL_REFCNT ? SslProvider.OPENSSL : likeServer;
        this.current = read();
    }

    /**
     * Reads the files.
     *
     * @param config of this server
     * @param authorities whose certificates others show, PEM; where there are none, those of the configuration
     * @throws IOException with a message for the operator
     */
    public static PeerTls load(TlsConfig config, Optional<Path> authorities) throws IOException {
        return new PeerTls(config, authorities);
    }

    private SslContext read() throws IOException {
        Tls.checkReadable("certificate", config.certificates());
        Tls.checkReadable("key", config.key());
        if (authorities.isPresent()) {
            Tls.checkReadable("authorities", authorities.get());
        }
        try {
            SslContextBuilder builder = SslContextBuilder.forClient()
                    .sslProvider(provider)
                    .protocols("TLSv1.3", "TLSv1.2")
                    .endpointIdentificationAlgorithm(ANY_HOST)
                    .keyManager(config.certificates().toFile(), config.key().toFile());
            return authorities.isPresent()
                    ? builder.trustManager(authorities.get().toFile()).build()
                    : builder.trustManager(own()).build();
        } catch (IllegalArgumentException | SSLException | CertificateException e) {
            throw new IOException(
                    "cannot use certificate " + config.certificates() + " with key " + config.key()
                            + authorities
                                    .map(file -> " and authorities " + file)
                                    .orElse("") + ": "
                            + Tls.rootMessage(e),
                    e);
        }
    }

    /** The first of the file: those behind it have signed others, too. */
    private X509Certificate own() throws IOException, CertificateException {
        String pem = Files.readString(config.certificates(), StandardCharsets.ISO_8859_1);
        String first = pem.substring(Math.max(0, pem.indexOf(BEGIN_CERTIFICATE)));
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(first.getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** For one more connection to another server. */
    public SslHandler newHandler(ByteBufAllocator allocator) {
        return current.newHandler(allocator);
    }

    /** Reads the files again; where they cannot be used, all stays as it is. */
    public void reload() {
        try {
            current = read();
        } catch (IOException e) {
            LOG.warn("TLS: connections to other nodes stay as they were: {}", e.getMessage());
        }
    }
}
