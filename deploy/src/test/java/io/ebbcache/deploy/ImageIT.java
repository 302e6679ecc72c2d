package io.ebbcache.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.output.ToStringConsumer;
import org.testcontainers.containers.startupcheck.OneShotStartupCheckStrategy;
import org.testcontainers.containers.wait.strategy.Wait;

/** The image under an engine: what it needs there, what it does without, and how it lives beside another container. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class ImageIT {

    private static final long MIB = 1 << 20;
    private static final long LIMIT_BYTES = 320 * MIB;
    private static final int BATCH = 100;
    private static final int VALUES = (int) (LIMIT_BYTES / TestValue.BYTES);
    private static final int KEPT_BESIDE_MIB = 20;
    private static final int GIVEN_AT_LEAST_MIB = 50;

    /** What newer engines forbid unless told otherwise. */
    private static final String NO_IO_URING = "seccomp={\"defaultAction\":\"SCMP_ACT_ALLOW\",\"syscalls\":[{\"names\":"
            + "[\"io_uring_setup\",\"io_uring_enter\",\"io_uring_register\"],\"action\":\"SCMP_ACT_ERRNO\"}]}";

    /** Holds 100 MiB of its own, says so, and ends when it is told to. */
    private static final String NEIGHBOUR =
            "{ head -c 100m /dev/zero; echo holds >&2; sleep 20; } | tail >/dev/null; exit ${PIPESTATUS[1]}";

    private static EbbImage image;

    @TempDir
    private Path directory;

    @BeforeAll
    static void build() throws IOException {
        image = EbbImage.built();
    }

    @Test
    void shouldServeWithoutRightsAndKnowItsLimit() throws Exception {
        try (GenericContainer<?> ebb = image.server(400 * MIB)) {
            ebb.start();
            assertThat(ebb.getLogs())
                    .contains("values: at most 400 MiB (cgroup v", "0.0.0.0:11211 (")
                    .doesNotContain("(NIO)", "EMULATED", "WARN", "JNA");
            try (PipelinedClient client = client(ebb)) {
                assertThat(client.store(List.of(1, 2, 3))).isEqualTo(3);
                assertThat(read(client, 3)).isEqualTo(3);
            }
            assertThat(ebb.execInContainer("id", "-u").getStdout()).isEqualTo("11211\n");
            assertThat(ebb.execInContainer("cat", "/proc/1/cmdline").getStdout())
                    .as("the process that signals reach")
                    .startsWith("/opt/java/bin/java\0");
            assertThat(EbbImage.stop(ebb)).as("exit code").isZero();
            assertThat(ebb.getLogs().strip()).endsWith("ended");
        }
    }

    @Test
    void shouldBeHealthyAsComposeAsks() throws Exception {
        String[] healthy = Compose.healthCheck().toArray(String[]::new);
        try (GenericContainer<?> ebb = image.server(400 * MIB)) {
            ebb.withEnv("EBB_ADMIN_LISTEN", "0.0.0.0").start();
            await().until(() -> ebb.execInContainer(healthy).getExitCode() == 0);
        }
        try (GenericContainer<?> none = image.script("sleep 100")) {
            none.start();
            assertThat(none.execInContainer(healthy).getExitCode())
                    .as("without a server")
                    .isNotZero();
        }
    }

    @Test
    void shouldTakeEpollWhereIoUringIsForbidden() throws Exception {
        try (GenericContainer<?> ebb = image.server(400 * MIB)) {
            ebb.withCreateContainerCmdModifier(
                            create -> EbbImage.host(create).withSecurityOpts(List.of("no-new-privileges", NO_IO_URING)))
                    .start();
            assertThat(ebb.getLogs()).contains("(EPOLL)");
            try (PipelinedClient client = client(ebb)) {
                assertThat(client.ask("version")).startsWith("VERSION ");
            }
        }
    }

    @Test
    void shouldRefuseLimitThatIsTooSmall() {
        ToStringConsumer output = new ToStringConsumer();
        try (GenericContainer<?> ebb = image.server(128 * MIB)) {
            ebb.withStartupCheckStrategy(new OneShotStartupCheckStrategy()).withLogConsumer(output);
            assertThat(catchThrowable(ebb::start)).isNotNull();
            assertThat(output.toUtf8String()).contains("ebb: ", "128 MiB (cgroup v", " is too little");
        }
    }

    @Test
    void shouldEncrypt() throws Exception {
        X509Bundle certificate = new CertificateBuilder()
                .ecp256()
                .subject("CN=ebb")
                .addSanDnsName("localhost")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        readable("cert.pem", certificate.getCertificatePathPEM());
        readable("key.pem", certificate.getPrivateKeyPEM());
        SSLContext trusting = SSLContext.getInstance("TLS");
        trusting.init(null, certificate.toTrustManagerFactory().getTrustManagers(), null);
        Optional<SSLSocketFactory> sockets = Optional.of(trusting.getSocketFactory());
        for (String engine : List.of("BoringSSL", "JDK")) {
            try (GenericContainer<?> ebb =
                    image.server(800 * MIB, "--tls", "--tls-cert=/tls/cert.pem", "--tls-key=/tls/key.pem")) {
                if (engine.equals("JDK")) {
                    ebb.withEnv("EBB_JAVA_OPTS", "-Dio.netty.handler.ssl.noOpenSsl=true");
                }
                EbbImage.reads(ebb, directory, "/tls").start();
                assertThat(ebb.getLogs()).contains("TLS: on for TCP, engine " + engine);
                assertThat(new Visitor(sockets, "").say(ebb.getMappedPort(EbbImage.PORT), "version\r\n"))
                        .startsWith("VERSION ");
            }
        }
    }

    /** It cannot see the limit that both are under: what makes room is the kernel, from values that were sealed. */
    @Test
    void shouldLiveBesideNeighbourUnderOneLimit() throws Exception {
        try (CommonLimit both = CommonLimit.create(LIMIT_BYTES);
                GenericContainer<?> ebb = under(both, image.server(LIMIT_BYTES));
                GenericContainer<?> neighbour = under(both, image.script(NEIGHBOUR))) {
            ebb.start();
            try (PipelinedClient client = client(ebb)) {
                for (int begin = 0; begin < VALUES; begin += BATCH) {
                    assertThat(client.store(numbers(begin))).isEqualTo(BATCH);
                }
                int alone = read(client, VALUES);
                neighbour.waitingFor(Wait.forLogMessage(".*holds.*\\n", 1));
                neighbour.start();
                int beside = read(client, VALUES);
                System.out.printf(
                        "image: %d MiB kept alone, %d MiB beside a neighbour of 100 MiB, under one limit of %d MiB%n",
                        alone / 1024, beside / 1024, LIMIT_BYTES / MIB);
                assertThat(beside)
                        .as("KiB kept, and that the limit is one")
                        .isBetween(KEPT_BESIDE_MIB * 1024, alone - GIVEN_AT_LEAST_MIB * 1024);
            }
            assertThat(neighbour.isRunning()).as("neighbour lives").isTrue();
            assertThat(ebb.isRunning()).as("server lives").isTrue();
            assertThat(both.oomKills()).as("OOM kills").isZero();
            assertThat(EbbImage.stop(ebb)).isZero();
        }
    }

    private static GenericContainer<?> under(CommonLimit limit, GenericContainer<?> container) {
        return container.withCreateContainerCmdModifier(
                create -> EbbImage.host(create).withCgroupParent(limit.parent()));
    }

    private static PipelinedClient client(GenericContainer<?> ebb) throws IOException {
        return new PipelinedClient(ebb.getMappedPort(EbbImage.PORT));
    }

    private static List<Integer> numbers(int begin) {
        return IntStream.range(begin, begin + BATCH).boxed().toList();
    }

    /** How many of the first so many values are there; each must be whole. */
    private static int read(PipelinedClient client, int count) throws IOException {
        List<String> wrong = new ArrayList<>();
        int[] hits = {0};
        for (int begin = 0; begin < count; begin += BATCH) {
            client.get(numbers(begin), (key, value) -> {
                hits[0]++;
                if (!TestValue.isRight(key, value)) {
                    wrong.add(key);
                }
            });
        }
        assertThat(wrong).as("values that are not what was stored").isEmpty();
        return hits[0];
    }

    /** For the user in the container, who is another one. */
    private void readable(String name, String content) throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path file = Files.writeString(directory.resolve(name), content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }
}
