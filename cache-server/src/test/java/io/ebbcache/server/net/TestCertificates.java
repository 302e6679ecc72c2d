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
public final class TestCertificates {

    final X509Bundle authority;
    final X509Bundle client;
    private final Path certificates;
    private final Path key;
    private final Path authorities;

    TestCertificates(Path directory) throws Exception {
        this(directory, authority());
    }

    /** Of an authority that others have, too. */
    public TestCertificates(Path directory, X509Bundle authority) throws Exception {
        this.authority = authority;
        client = issue("CN=client");
        certificates = directory.resolve("server.pem");
        key = directory.resolve("server.key");
        authorities = Files.writeString(directory.resolve("ca.pem"), authority.getCertificatePEM());
        renew("CN=first");
    }

    public static X509Bundle authority() throws Exception {
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
        write(issue(subject));
    }

    /** Writes other files for the server, of another authority, and for another host than this one. */
    public void renewBy(X509Bundle other) throws Exception {
        write(new CertificateBuilder()
                .ecp256()
                .subject("CN=node")
                .addSanDnsName("elsewhere.invalid")
                .buildIssuedBy(other));
    }

    /** Writes what the server takes for authorities. */
    public void trust(X509Bundle... all) throws IOException {
        StringBuilder pem = new StringBuilder();
        for (X509Bundle each : all) {
            pem.append(each.getCertificatePEM());
        }
        Files.writeString(authorities, pem);
    }

    private void write(X509Bundle server) throws IOException {
        Files.writeString(certificates, server.getCertificatePathPEM());
        Files.writeString(key, server.getPrivateKeyPEM());
    }

    public void spoil() throws IOException {
        Files.writeString(certificates, "-----BEGIN NONSENSE-----\n");
    }

    public TlsConfig config(TlsEngine engine, ClientCertificates clients) {
        return new TlsConfig(certificates, key, Optional.of(authorities), clients, engine);
    }

    /** The same without authorities. */
    public TlsConfig alone(TlsEngine engine) {
        return new TlsConfig(certificates, key, Optional.empty(), ClientCertificates.NONE, engine);
    }

    /** A client that shows the right certificate. */
    public TestClient client(InetSocketAddress address) throws Exception {
        return new TestClient(connect(address, "TLSv1.3", Optional.of(client), 0));
    }

    /** Those that work here. */
    public static List<TlsEngine> engines() {
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
