package io.ebbcache.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The archive as its users get it: unpacked somewhere, without sources and without Maven. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ArchiveIT {

    private static final Path SYSTEMD_ANALYZE = Path.of("/usr/bin/systemd-analyze");

    @TempDir
    Path directory;

    private Path home;

    @BeforeEach
    void unpack() throws Exception {
        home = Archive.unpack(directory);
    }

    @Test
    void shouldServeWhereItWasUnpacked() throws Exception {
        try (EbbProcess.Listening ebb =
                        EbbProcess.serve("archive", command -> installed("bin/ebb", command), "-m", "64");
                PipelinedClient client = new PipelinedClient(ebb.port())) {
            assertThat(client.ask("set k 0 0 5\r\nwhole")).isEqualTo("STORED");
            assertThat(client.ask("version")).startsWith("VERSION 1.6.");
            assertThat(ebb.process().terminate()).isZero();
        }
    }

    @Test
    void shouldBeFoundThroughLink() throws Exception {
        Files.createSymbolicLink(home.resolve("link"), Path.of("bin", "ebb"));
        try (EbbProcess ebb =
                EbbProcess.run("archive-link", command -> installed("link", command), Map.of(), "--version")) {
            assertThat(ebb.exitCode()).isZero();
            assertThat(ebb.output()).startsWith("ebb ");
        }
    }

    @Test
    void shouldSayThatMeasurementsAreNotInIt() throws Exception {
        try (EbbProcess ebb = EbbProcess.run(
                "archive-bench", command -> installed("bin/ebb", command), Map.of(), "bench", "--help")) {
            assertThat(ebb.exitCode()).isEqualTo(2);
            assertThat(ebb.output()).contains("the measurements are not part of this installation");
        }
    }

    @Test
    void shouldNameEachJarAndItsLicence() throws IOException {
        String licences = Files.readString(home.resolve("licenses").resolve("THIRD-PARTY.txt"));
        List<String> jars = artifacts();
        assertThat(jars).hasSizeGreaterThan(20);
        for (String artifact : jars) {
            if (!List.of("cache-server", "client", "region-allocator").contains(artifact)) {
                assertThat(licences).as("licences").contains(":" + artifact + ":");
            }
        }
        assertThat(names(home.resolve("licenses")))
                .contains("Apache-2.0.txt", "BSD-3-Clause.txt", "MIT.txt", "EPL-2.0.txt", "LGPL-2.1.txt");
    }

    @Test
    void shouldListItsPartsForMachines() throws IOException {
        boolean hasToBeThere = Boolean.parseBoolean(System.getenv("CI"));
        assumeTrue(hasToBeThere || Archive.hasSbom(), "the list of parts is not made by builds that are offline");
        String parts = Files.readString(Archive.sbom());
        assertThat(home.resolve(Archive.sbom().getFileName())).hasContent(parts);
        for (String artifact : artifacts()) {
            assertThat(parts).contains("/" + artifact + "@");
        }
    }

    /** Only the launcher is to be run, and all may read all of it, whoever has built it. */
    @Test
    void shouldHaveTheModesThatServicesNeed() throws IOException {
        try (Stream<Path> all = Files.walk(home)) {
            for (Path each : all.toList()) {
                boolean runs = Files.isDirectory(each) || each.endsWith("bin/ebb");
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
                        .as("%s", each)
                        .isEqualTo(runs ? "rwxr-xr-x" : "rw-r--r--");
            }
        }
    }

    @Test
    void shouldHaveUnitThatSystemdUnderstands() throws Exception {
        boolean hasToBeThere = Boolean.parseBoolean(System.getenv("CI"));
        assumeTrue(
                hasToBeThere || Files.isExecutable(SYSTEMD_ANALYZE), "needs " + SYSTEMD_ANALYZE + " (package systemd)");
        String unit = Files.readString(home.resolve("systemd").resolve("ebb.service"));
        assertThat(unit).contains("ExecStart=/opt/ebb/bin/ebb serve");
        Path here = Files.writeString(directory.resolve("ebb.service"), unit.replace("/opt/ebb", home.toString()));
        Process verify = new ProcessBuilder(
                        SYSTEMD_ANALYZE.toString(), "verify", "--man=no", "--recursive-errors=no", here.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(verify.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(verify.waitFor()).as(output).isZero();
        assertThat(output).as("what systemd says of the unit").doesNotContain("ebb.service");
    }

    @Test
    void shouldHaveWhatDashboardsAndAlertsAreMadeOf() throws IOException {
        List<String> monitoring = names(home.resolve("monitoring"));
        assertThat(monitoring)
                .contains("grafana-dashboard.json", "alerts.yaml", "prometheus.yaml")
                .containsExactlyInAnyOrderElementsOf(names(Path.of("monitoring")));
        assertThat(home.resolve("monitoring").resolve("alerts.yaml")).hasSameBinaryContentAs(AlertsIT.FILE);
    }

    private List<String> artifacts() throws IOException {
        return names(home.resolve("lib")).stream()
                .map(jar -> jar.replaceFirst("-\\d.*", ""))
                .distinct()
                .toList();
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(each -> each.getFileName().toString()).toList();
        }
    }

    /** Nothing tells it that it must not build: it has to know. */
    private List<String> installed(String launcher, List<String> command) {
        List<String> changed = new ArrayList<>(List.of("env", "-u", "EBB_BUILD"));
        changed.add(home.resolve(launcher).toString());
        changed.addAll(command.subList(1, command.size()));
        return changed;
    }
}
