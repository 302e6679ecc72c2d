package io.ebbcache.server.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.ebbcache.region.mapping.RegionKind;
import io.ebbcache.store.pressure.FakeMachine;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is made of the kernel's files, which here are made up. */
class DoctorTest {
    private static final String LIMITS_HEAD =
            "Limit                     Soft Limit           Hard Limit           Units\n";
    private static final NetworkChecks.Transports ALL =
            new NetworkChecks.Transports(Optional.empty(), Optional.empty());

    @TempDir
    Path directory;

    private final Map<String, String> environment = new HashMap<>();
    private FakeMachine machine;
    private RegionKind kind = RegionKind.DROPPABLE;
    private NetworkChecks.Transports transports = ALL;

    @BeforeEach
    void goodMachine() {
        machine = new FakeMachine(directory)
                .memory(8192, 4096)
                .mountV2("/", "/sys/fs/cgroup")
                .member("0::/a/b")
                .groupV2("/sys/fs/cgroup/a/b", "max", "max", 100, 10)
                .groupV2("/sys/fs/cgroup/a", 512 * FakeMachine.MIB + "", "max", 200, 10)
                .file("/sys/fs/cgroup/a/b/memory.pressure", "some avg10=0.00 avg60=0.00 avg300=0.00 total=0\n")
                .file("/proc/sys/kernel/osrelease", "6.18.44-x\n")
                .file("/proc/self/status", "Name:\tjava\nSeccomp:\t0\nSeccomp_filters:\t0\n")
                .file("/proc/self/limits", LIMITS_HEAD + limit("20000"))
                .file("/proc/pressure/memory", "some avg10=0.00 avg60=0.00 avg300=0.00 total=0\n")
                .file("/proc/sys/vm/overcommit_memory", "0\n")
                .file("/sys/kernel/mm/transparent_hugepage/enabled", "always [madvise] never\n")
                .file("/sys/devices/system/clocksource/clocksource0/current_clocksource", "tsc\n");
    }

    @Test
    void shouldFindNothingWrongWithAGoodMachine() {
        assertThat(findings())
                .containsExactly(
                        Finding.ok("kernel", "Linux 6.18.44-x"),
                        Finding.ok(
                                "container",
                                "none found: this is the machine itself, or looks like it; no seccomp filter"),
                        Finding.ok("clock source", "tsc"),
                        Finding.ok(
                                "cgroup",
                                "cgroup v2 /a/b: no limit, 100 MiB used; cgroup v2 /a: 512 MiB, 200 MiB used"),
                        Finding.ok("memory available", "322 MiB of 512 MiB (cgroup v2 /a)"),
                        Finding.ok("swap", "none, and none is needed"),
                        Finding.ok("pressure (PSI)", "told for Ebb's own cgroup"),
                        Finding.ok("huge pages (THP)", "madvise"),
                        Finding.ok("overcommit", "0"),
                        Finding.ok("network", "io_uring"),
                        Finding.ok("open files", "20,000: room for 19,900 connections"));
        assertThat(Doctor.isUsable(findings())).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "6.11.0|OK|Linux 6.11.0",
                "7.0|OK|Linux 7.0",
                "6.10.9-amd64|SO_SO|Linux 6.10.9-amd64 has no droppable memory, but lazily freed",
                "4.5.0|SO_SO|Linux 4.5.0 has no droppable memory, but lazily freed",
                "4.4.0|SO_SO|Linux 4.4.0 has no memory that it takes back",
                "plan9|SO_SO|no Linux: values will lie in emulated memory"
            })
    void shouldSayWhatAKernelBrings(String release, Mark mark, String found) {
        machine.file("/proc/sys/kernel/osrelease", release + "\n");
        assertThat(finding("kernel")).returns(mark, Finding::mark).returns(found, Finding::found);
    }

    @Test
    void shouldKnowContainers() {
        machine.file("/.dockerenv", "").file("/proc/self/status", "Name:\tjava\nSeccomp:\t2\n");
        assertThat(finding("container").found()).isEqualTo("yes, Docker; a seccomp filter is on");
        environment.put("KUBERNETES_SERVICE_HOST", "10.0.0.1");
        assertThat(finding("container").found()).startsWith("yes, in Kubernetes");
    }

    @Test
    void shouldComplainOfSlowClock() {
        machine.file("/sys/devices/system/clocksource/clocksource0/current_clocksource", "hpet\n");
        assertThat(finding("clock source").mark()).isEqualTo(Mark.SO_SO);
    }

    @Test
    void shouldNameOnlyGroupsThatMatter() {
        machine.groupV2("/sys/fs/cgroup/a", "max", "max", 200, 10);
        assertThat(finding("cgroup").found()).isEqualTo("cgroup v2 /a/b: no limit, 100 MiB used; no limit in 1 above");
    }

    @Test
    void shouldSayThatLittleIsLeft() {
        machine.groupV2("/sys/fs/cgroup/a", 512 * FakeMachine.MIB + "", "max", 500, 0);
        assertThat(finding("memory available"))
                .returns(Mark.SO_SO, Finding::mark)
                .extracting(Finding::found)
                .asString()
                .startsWith("12 MiB of 512 MiB (cgroup v2 /a)");
    }

    @Test
    void shouldAdviseAgainstSwap() {
        machine.file("/proc/meminfo", "MemTotal: 8388608 kB\nMemAvailable: 4194304 kB\nSwapTotal:       2097152 kB\n");
        assertThat(finding("swap"))
                .returns(Mark.SO_SO, Finding::mark)
                .extracting(Finding::found)
                .asString()
                .startsWith("2 GiB: values never go there");
    }

    @Test
    void shouldSayWhoseStallsAreTold() {
        remove("/sys/fs/cgroup/a/b/memory.pressure");
        assertThat(finding("pressure (PSI)"))
                .returns(Mark.OK, Finding::mark)
                .extracting(Finding::found)
                .asString()
                .startsWith("told for the whole machine");
        remove("/proc/pressure/memory");
        assertThat(finding("pressure (PSI)"))
                .returns(Mark.SO_SO, Finding::mark)
                .returns("boot the kernel with psi=1", Finding::advice);
    }

    @Test
    void shouldAdviseAgainstHugePagesEverywhere() {
        machine.file("/sys/kernel/mm/transparent_hugepage/enabled", "[always] madvise never\n");
        assertThat(finding("huge pages (THP)").mark()).isEqualTo(Mark.SO_SO);
    }

    @Test
    void shouldComplainOfStrictCountingOnlyWhereItCounts() {
        machine.file("/proc/sys/vm/overcommit_memory", "2\n");
        assertThat(finding("overcommit").mark()).isEqualTo(Mark.OK);
        kind = RegionKind.LAZY_FREE;
        assertThat(finding("overcommit").mark()).isEqualTo(Mark.SO_SO);
    }

    @Test
    void shouldSayWhatStandsInTheWayOfIoUring() {
        transports = new NetworkChecks.Transports(Optional.of("not permitted"), Optional.empty());
        assertThat(finding("network"))
                .returns(Mark.SO_SO, Finding::mark)
                .returns("epoll (no io_uring: not permitted)", Finding::found)
                .returns("a newer kernel has it; epoll does well too", Finding::advice);
        machine.file("/proc/self/status", "Seccomp:\t2\n");
        assertThat(finding("network").advice()).startsWith("the container's seccomp profile forbids it");
        machine.file("/proc/sys/kernel/io_uring_disabled", "2\n");
        assertThat(finding("network").advice()).startsWith("sysctl kernel.io_uring_disabled=0");
        transports = new NetworkChecks.Transports(Optional.of("not permitted"), Optional.of("no library"));
        assertThat(finding("network").found()).startsWith("NIO, the slowest");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10100|OK|10,100: room for 10,000 connections",
                "10099|SO_SO|10,099: room for 9,999 connections",
                "1024|SO_SO|1,024: room for 924 connections, fewer than the 1,024 that -c allows by default",
                "64|BAD|64: room for 0 connections",
                "unlimited|OK|unlimited"
            })
    void shouldCountOpenFiles(String soft, Mark mark, String found) {
        machine.file("/proc/self/limits", LIMITS_HEAD + limit(soft));
        assertThat(finding("open files")).returns(mark, Finding::mark).returns(found, Finding::found);
        assertThat(Doctor.isUsable(findings())).isEqualTo(mark != Mark.BAD);
    }

    @Test
    void shouldGoOnWhereThereAreNoFilesAtAll() {
        machine = new FakeMachine(directory.resolve("nothing"));
        assertThat(findings()).extracting(Finding::topic).contains("kernel", "cgroup", "swap", "open files");
        assertThat(findings()).extracting(Finding::mark).doesNotContain(Mark.BAD);
    }

    @Test
    void shouldExamineThisMachineForReal() {
        Finding server = Finding.ok("a server here", "would start");
        List<Finding> findings = new Doctor(Machine.here()).examine(server);
        assertThat(findings)
                .contains(server)
                .extracting(Finding::topic)
                .contains("droppable memory", "region of values");
    }

    private static String limit(String soft) {
        return "Max open files            %-20s 1048576              files\n".formatted(soft);
    }

    private void remove(String path) {
        assertThat(machine.root().resolve(path.substring(1)).toFile().delete()).isTrue();
    }

    private Finding finding(String topic) {
        return findings().stream()
                .filter(each -> each.topic().equals(topic))
                .findFirst()
                .orElseThrow();
    }

    private List<Finding> findings() {
        return new Doctor(new Machine(machine.root(), environment)).examine(List.of(), kind, transports);
    }
}
