package io.ebbcache.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes that encrypt, want certificates and ask for passwords, and forward to each other all the same. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class SecuredClusterIT {

    private static final int NODES = 3;
    private static final int KEYS = 40;
    private static final int LAST = 2;
    private static final String NOT_TRUSTED = "shows a certificate that is not trusted here";

    @TempDir
    private Path directory;

    private static X509Bundle authority() throws Exception {
        return new CertificateBuilder()
                .ecp256()
                .subject("CN=authority of nodes")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
    }

    private static X509Bundle issue(String name, X509Bundle authority) throws Exception {
        return new CertificateBuilder()
                .ecp256()
                .subject("CN=" + name)
                .addSanDnsName(name + ".invalid")
                .buildIssuedBy(authority);
    }

    private Path file(String kind, int node) {
        return directory.resolve("node-" + node + "." + kind);
    }

    private void certify(int node, X509Bundle authority) throws Exception {
        X509Bundle its = issue("node-" + node, authority);
        Files.writeString(file("pem", node), its.getCertificatePathPEM());
        Files.writeString(file("key", node), its.getPrivateKeyPEM());
    }

    private List<String> options(int node) {
        return List.of(
                "--tls",
                "--tls-cert=" + file("pem", node),
                "--tls-key=" + file("key", node),
                "--tls-ca=" + directory.resolve("ca.pem"),
                "--tls-verify=require",
                "--auth-file=" + file("users", node));
    }

    /** It does not look at whom it talks to, so that it can look after a node that others do not trust. */
    private static Visitor visitor(X509Bundle certificate) throws Exception {
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(
                certificate.toKeyManagerFactory().getKeyManagers(),
                InsecureTrustManagerFactory.INSTANCE.getTrustManagers(),
                null);
        return new Visitor(Optional.of(tls.getSocketFactory()), "set auth 0 0 7\r\nann pwd\r\n");
    }

    @Test
    void shouldServeAnyKeyOnAnyNodeAndDoWithoutOneThatIsNotTrusted() throws Exception {
        X509Bundle authority = authority();
        Files.writeString(directory.resolve("ca.pem"), authority.getCertificatePEM());
        for (int i = 0; i < NODES; i++) {
            certify(i, authority);
            Files.writeString(file("users", i), "user-" + i + ":" + i + "\nann:pwd\n");
        }
        Visitor visitor = visitor(issue("client", authority));
        try (ClusterNodes nodes = new ClusterNodes("secured", NODES, directory, visitor, this::options)) {
            checkThatAllAnswer(nodes, "first");
            assertThat(nodes.get(0).process().output()).doesNotContain(NOT_TRUSTED);

            nodes.get(LAST).close();
            certify(LAST, authority());
            nodes.restart(LAST);
            nodes.awaitRing(0, NODES);
            nodes.awaitRing(1, NODES);
            await().atMost(ClusterNodes.PATIENCE).until(() -> handshakesFailed(nodes, LAST) > 6);
            checkThatOthersServeEachOther(nodes);
            assertThat(linesAboutTrust(nodes)).isEqualTo(1);

            certify(LAST, authority);
            nodes.get(LAST).process().signal("HUP");
            await().atMost(ClusterNodes.PATIENCE).untilAsserted(() -> checkThatAllAnswer(nodes, "again"));
            assertThat(linesAboutTrust(nodes)).isEqualTo(1);
            assertThat(nodes.get(0).process().output())
                    .contains("node-2=127.0.0.1:" + nodes.get(LAST).port() + " answers")
                    .doesNotContain("pwd", "only for us");
        }
    }

    private static void checkThatAllAnswer(ClusterNodes nodes, String value) throws IOException {
        for (int i = 0; i < KEYS; i++) {
            assertThat(nodes.say(i % NODES, set(i, value))).isEqualTo("STORED\r\n");
        }
        for (int node = 0; node < NODES; node++) {
            for (int i = 0; i < KEYS; i++) {
                assertThat(nodes.say(node, "get key-" + i + "\r\n")).isEqualTo(reply(i, value));
            }
        }
    }

    /** Keys of the one that is out are misses, the others are where they belong. */
    private static void checkThatOthersServeEachOther(ClusterNodes nodes) throws IOException {
        int stored = 0;
        for (int i = 0; i < KEYS; i++) {
            boolean served = nodes.say(0, set(i, "then")).equals("STORED\r\n");
            assertThat(nodes.say(1, "get key-" + i + "\r\n")).isEqualTo(served ? reply(i, "then") : "END\r\n");
            stored += served ? 1 : 0;
        }
        assertThat(stored).isBetween(KEYS / 4, KEYS - 1);
    }

    private static String set(int number, String value) {
        return "set key-" + number + " 0 0 5\r\n" + (value + ".....").substring(0, 5) + "\r\n";
    }

    private static String reply(int number, String value) {
        return "VALUE key-" + number + " 0 5\r\n" + (value + ".....").substring(0, 5) + "\r\nEND\r\n";
    }

    private static long handshakesFailed(ClusterNodes nodes, int node) throws IOException {
        return nodes.say(node, "stats\r\n")
                .lines()
                .filter(line -> line.startsWith("STAT droppable_tls_handshakes_failed "))
                .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static long linesAboutTrust(ClusterNodes nodes) throws IOException {
        return nodes.get(0)
                .process()
                .output()
                .lines()
                .filter(line -> line.contains(NOT_TRUSTED))
                .count();
    }
}
