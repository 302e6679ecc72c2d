package io.ebbcache.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Thousands of clients that do nothing and a hundred that let the server wait in every way there is: others are served all the same,
 * and the server's ordinary memory stays below what it says at its start.
 */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class ConnectionsIT {
    private static final int IDLE = 10_000;
    private static final int IDLE_WITH_TLS = 1_000;
    private static final int SPARE_FILES = 500;

    /** The stalled clients are there for so long, which is enough to look at them. */
    private static final List<String> SHORT_PATIENCE = List.of("--request-timeout", "15", "--write-timeout", "15");

    @TempDir
    private Path directory;

    @Test
    void shouldServeOthersWhileManyAreIdleAndSomeStall() throws Exception {
        serveOthers("connections", IDLE, "96m", Optional.empty(), SHORT_PATIENCE);
    }

    /** Here the stalled ones leave by themselves: until all of them are encrypted a short patience might be over. */
    @ParameterizedTest
    @ValueSource(strings = {"boringssl", "jdk"})
    void shouldServeOthersByTlsWhileManyAreIdleAndSomeStall(String engine) throws Exception {
        X509Bundle certificate = new CertificateBuilder()
                .ecp256()
                .subject("CN=ebb")
                .addSanIpAddress("127.0.0.1")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        Path chain = Files.writeString(directory.resolve("chain.pem"), certificate.getCertificatePathPEM());
        Path key = Files.writeString(directory.resolve("key.pem"), certificate.getPrivateKeyPEM());
        SSLContext trusting = SSLContext.getInstance("TLS");
        trusting.init(null, new TrustManager[] {certificate.toTrustManager()}, null);
        serveOthers(
                "connections-tls-" + engine,
                IDLE_WITH_TLS,
                "128m",
                Optional.of(trusting.getSocketFactory()),
                List.of("--tls", "--tls-cert=" + chain, "--tls-key=" + key, "--tls-engine=" + engine));
    }

    private static void serveOthers(
            String name, int idle, String heap, Optional<SSLSocketFactory> tls, List<String> options) throws Exception {
        int connections = idle + ConnectionsRun.NOT_IDLE;
        assumeTrue(
                mostOpenFiles() >= connections + SPARE_FILES, "needs " + (connections + SPARE_FILES) + " open files");
        List<String> all = new ArrayList<>(List.of("-m", "128", "-c", Integer.toString(connections)));
        all.addAll(options);
        Table table = new Table(name, "| %-34s | %12s | %12s | %12s | %12s |%n");
        try (EbbProcess.Listening ebb =
                EbbProcess.serve(name, command -> around(heap, command), all.toArray(String[]::new))) {
            new ConnectionsRun(ebb, new Dialer(ebb.port(), tls), table).all(idle, tls.isEmpty());
            assertThat(ebb.process().terminate()).as("exit code after SIGTERM").isZero();
        } finally {
            table.publish();
        }
    }

    private static List<String> around(String heap, List<String> command) {
        List<String> all = new ArrayList<>(List.of("env", "EBB_HEAP=" + heap));
        all.addAll(command);
        return all;
    }

    /** Of one process; a JVM takes as many as it may. */
    private static long mostOpenFiles() throws IOException {
        Matcher limit = Pattern.compile("Max open files +\\d+ +(\\d+) .*").matcher("");
        return Files.readAllLines(Path.of("/proc/self/limits")).stream()
                .filter(line -> limit.reset(line).matches())
                .mapToLong(line -> Long.parseLong(limit.group(1)))
                .findFirst()
                .orElse(0);
    }
}
