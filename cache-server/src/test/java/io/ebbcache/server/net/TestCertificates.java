package io.ebbcache.server.net;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/** An authority, a server and a client with certificates of it, and the server's files. */
final class TestCertificates {

    final X509Bundle authority = authority();
    final X509Bundle client = issue("CN=client");
    private final Path certificates;
    private final Path key;
    private final Path authorities;

    TestCertificates(Path directory) throws Exception {
        certificates = directory.resolve("server.pem");
        key = directory.resolve("server.key");
        authorities = Files.writeString(directory.resolve("ca.pem"), authority.getCertificatePEM());
        renew("CN=first");
    }

    static X509Bundle authority() throws Exception {
        return new CertificateBuilder()
                .ecp256()
                .subject("CN=authority")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
    }

    private X509Bundle issue(String subject) throws Exception {
        return new CertificateBuilder()
                .ecp256()
                .subject(subject)
                .addSanIpAddress("127.0.0.1")
                .buildIssuedBy(authority);
    }

    /** Writes other files for the server. */
    void renew(String subject) throws Exception {
        X509Bundle server = issue(subject);
        Files.writeString(certificates, server.getCertificatePathPEM());
        Files.writeString(key, server.getPrivateKeyPEM());
    }

    void spoil() throws IOException {
        Files.writeString(certificates, "-----BEGIN NONSENSE-----\n");
    }

    TlsConfig config(TlsEngine engine, ClientCertificates clients) {
        return new TlsConfig(certificates, key, Optional.of(authorities), clients, engine);
    }

    /** Those that work here. */
    static List<TlsEngine> engines() {
        boolean boring = io.netty.handler.ssl.OpenSsl.isAvailable();
        if (!boring) {
            System.out.println("not tested, not available here: BoringSSL");
        }
        return boring ? List.of(TlsEngine.BORINGSSL, TlsEngine.JDK) : List.of(TlsEngine.JDK);
    }

    /** A client that trusts the authority; it shows a certificate if it has one. */
    SSLSocket connect(InetSocketAddress address, String protocol, Optional<X509Bundle> certificate, int receiveBytes)
            throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        KeyManager[] keys = certificate.isPresent()
                ? certificate.get().toKeyManagerFactory().getKeyManagers()
                : new KeyManager[0];
        context.init(keys, new TrustManager[] {authority.toTrustManager()}, null);
        Socket plain = TestClient.connect(address, receiveBytes);
        SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(plain, "127.0.0.1", address.getPort(), true);
        socket.setEnabledProtocols(new String[] {protocol});
        socket.startHandshake();
        return socket;
    }
}
