package io.ebbcache.server.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.ebbcache.server.net.ClientCertificates;
import io.ebbcache.server.net.TestCertificates;
import io.ebbcache.server.net.TestServer;
import io.ebbcache.server.net.TlsEngine;
import io.ebbcache.server.net.TransportChoice;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ebb top} and a node that speaks TLS. */
class TopTlsTest {
    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int USAGE = 2;

    private final StringWriter output = new StringWriter();
    private final StringWriter errors = new StringWriter();

    @TempDir
    private Path directory;

    private TestCertificates certificates;
    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        certificates = new TestCertificates(directory, TestCertificates.authority());
        server = serve(ClientCertificates.NONE);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private TestServer serve(ClientCertificates clients) throws IOException {
        return TestServer.start(
                TestServer.config(TransportChoice.AUTO).with(certificates.config(TlsEngine.AUTO, clients)));
    }

    @Test
    void shouldShowANodeWhoseAuthorityItKnows() {
        assertThat(top("--tls", "--tls-ca=" + file("ca.pem")))
                .as(errors::toString)
                .isEqualTo(OK);
        assertThat(output.toString()).contains("1.6.45", "MEMORY ");
    }

    @Test
    void shouldNotTalkToANodeOfAnUnknownAuthority() {
        assertThat(top("--tls")).isEqualTo(FAILED);
        assertThat(errors.toString()).contains("no answer: TLS: ").contains("unable to find valid certification path");
    }

    @Test
    void shouldNotTalkToWhoIsForAnotherHost() throws Exception {
        var other = TestCertificates.authority();
        certificates.renewBy(other);
        certificates.trust(other);
        try (TestServer elsewhere = serve(ClientCertificates.NONE)) {
            assertThat(top(elsewhere, "--tls", "--tls-ca=" + file("ca.pem"))).isEqualTo(FAILED);
            assertThat(errors.toString()).contains("no answer: TLS: ").contains("127.0.0.1");
        }
    }

    @Test
    void shouldShowACertificateToANodeThatWantsOne() throws Exception {
        try (TestServer strict = serve(ClientCertificates.REQUIRE)) {
            String authority = "--tls-ca=" + file("ca.pem");
            assertThat(top(strict, "--tls", authority)).isEqualTo(FAILED);
            assertThat(errors.toString()).contains("no answer: ");
            assertThat(top(
                            strict,
                            "--tls",
                            authority,
                            "--tls-cert=" + file("server.pem"),
                            "--tls-key=" + file("server.key")))
                    .isEqualTo(OK);
            assertThat(output.toString()).contains("MEMORY ");
        }
    }

    @Test
    void shouldNotShowANodeWithTlsWithoutIt() {
        assertThat(top()).isEqualTo(FAILED);
        assertThat(errors.toString()).contains("no answer: ");
    }

    @Test
    void shouldSayWhatIsMissing() {
        assertThat(top("--tls-ca=x")).isEqualTo(USAGE);
        assertThat(errors.toString()).contains("certificates are given, but not --tls; see ebb top --help");
        assertThat(top("--tls", "--tls-cert=x")).isEqualTo(USAGE);
        assertThat(errors.toString()).contains("--tls-cert and --tls-key need each other");
        assertThat(top("--tls", "--tls-ca=" + file("none.pem"))).isEqualTo(FAILED);
        assertThat(errors.toString()).contains("TLS authorities ").contains("no such file");
    }

    private Path file(String name) {
        return directory.resolve(name);
    }

    private int top(String... options) {
        return top(server, options);
    }

    private int top(TestServer node, String... options) {
        String address = "127.0.0.1:" + node.address().getPort();
        String[] all = Stream.concat(Stream.of("top", address, "--once", "--interval=0.1"), Arrays.stream(options))
                .toArray(String[]::new);
        return Ebb.commandLine(Map.of())
                .setOut(new PrintWriter(output))
                .setErr(new PrintWriter(errors))
                .execute(all);
    }
}
