package io.ebbcache.server.launch;

import io.ebbcache.server.net.ClientTls;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;
import picocli.CommandLine.Option;

/** The options about TLS of a tool that is a server's client, named as those of the server. */
final class ClientTlsOptions {
    @Option(
            names = {"-Z", "--tls"},
            description = "speak TLS")
    private boolean enabled;

    @Option(
            names = "--tls-ca",
            paramLabel = "<file>",
            description = "authorities of the node's certificate, PEM (default: those that Java trusts)")
    private Optional<Path> authorities;

    @Option(
            names = "--tls-cert",
            paramLabel = "<file>",
            description = "certificates to show to a node that wants some, PEM")
    private Optional<Path> certificates;

    @Option(names = "--tls-key", paramLabel = "<file>", description = "the private key to it, PEM (PKCS#8)")
    private Optional<Path> key;

    /**
     * What they come to; nothing without {@code -Z}.
     *
     * @throws IllegalArgumentException if one is missing
     * @throws StartException if a file cannot be used
     */
    Optional<SSLSocketFactory> sockets() {
        if (!enabled) {
            if (authorities.isPresent() || certificates.isPresent() || key.isPresent()) {
                throw new IllegalArgumentException("certificates are given, but not --tls");
            }
            return Optional.empty();
        }
        if (certificates.isPresent() != key.isPresent()) {
            throw new IllegalArgumentException("--tls-cert and --tls-key need each other");
        }
        Optional<ClientTls.Identity> identity =
                certificates.flatMap(chain -> key.map(secret -> new ClientTls.Identity(chain, secret)));
        try {
            return Optional.of(new ClientTls(authorities, identity).sockets());
        } catch (IOException e) {
            throw new StartException(String.valueOf(e.getMessage()), e);
        }
    }
}
