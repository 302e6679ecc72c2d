package io.ebbcache.server.launch;

import io.ebbcache.server.net.ClientCertificates;
import io.ebbcache.server.net.TlsConfig;
import io.ebbcache.server.net.TlsEngine;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The options about TLS; what {@code -o} says of it wins. */
final class TlsOptions {
    @Option(
            names = {"-Z", "--tls"},
            description = "TLS (memcached: ssl) 1.2 and 1.3 for all that comes over TCP (enable-ssl)")
    private boolean enabled;

    @Option(
            names = "--tls-cert",
            paramLabel = "<file>",
            description = "certificates of this server, PEM; read again on SIGHUP, as the next two")
    private Optional<Path> certificates;

    @Option(names = "--tls-key", paramLabel = "<file>", description = "the private key to it, PEM (PKCS#8)")
    private Optional<Path> key;

    @Option(
            names = "--tls-ca",
            paramLabel = "<file>",
            description = "authorities whose certificates clients may show, PEM")
    private Optional<Path> authorities;

    @Option(
            names = "--tls-verify",
            paramLabel = "<how>",
            defaultValue = "none",
            description = "certificates of clients: none, request, require (default: ${DEFAULT-VALUE})")
    private ClientCertificates clients;

    @Option(
            names = "--tls-engine",
            paramLabel = "<kind>",
            defaultValue = "auto",
            description = "auto (the best that works), boringssl, jdk (default: ${DEFAULT-VALUE})")
    private TlsEngine engine;

    /**
     * What they come to; nothing without {@code -Z}.
     *
     * @throws IllegalArgumentException if one is missing
     */
    Optional<TlsConfig> config(ExtendedOptions extended) {
        Optional<Path> chain = extended.certificates().or(() -> certificates);
        Optional<Path> secret = extended.key().or(() -> key);
        Optional<Path> trusted = extended.authorities().or(() -> authorities);
        ClientCertificates verify = extended.clients().orElse(clients);
        if (!enabled) {
            boolean halfMeant = Stream.of(chain, secret, trusted).anyMatch(Optional::isPresent);
            if (halfMeant || verify != ClientCertificates.NONE) {
                throw new IllegalArgumentException("certificates are given, but not --tls");
            }
            return Optional.empty();
        }
        if (chain.isEmpty() || secret.isEmpty()) {
            throw new IllegalArgumentException("--tls needs --tls-cert and --tls-key");
        }
        if (verify != ClientCertificates.NONE && trusted.isEmpty()) {
            throw new IllegalArgumentException("--tls-verify needs --tls-ca");
        }
        return Optional.of(new TlsConfig(chain.get(), secret.get(), trusted, verify, engine));
    }
}
