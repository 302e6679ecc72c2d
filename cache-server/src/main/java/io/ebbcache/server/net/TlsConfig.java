package io.ebbcache.server.net;

import io.ebbcache.server.command.Listening;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How connections over TCP are encrypted.
 *
 * @param certificates the server's certificate and those between it and its authority, PEM
 * @param key the private key to it, PEM (PKCS#8)
 * @param authorities whose certificates clients may show, PEM; the JDK's authorities where there is none
 * @param clients whether clients show certificates
 * @param engine whose TLS
 */
public record TlsConfig(
        Path certificates, Path key, Optional<Path> authorities, ClientCertificates clients, TlsEngine engine) {

    /** What statistics tell of it. */
    Listening.Encryption told() {
        Listening.Proof proof = switch (clients) {
            case NONE -> Listening.Proof.NOTHING;
            case REQUEST -> Listening.Proof.GOOD_OR_NONE;
            case REQUIRE -> Listening.Proof.GOOD;
        };
        return new Listening.Encryption(
                certificates.toString(), key.toString(), authorities.map(Path::toString), proof);
    }
}
