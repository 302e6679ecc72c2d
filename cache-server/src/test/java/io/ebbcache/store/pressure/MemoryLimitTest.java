package io.ebbcache.store.pressure;

import static io.ebbcache.store.pressure.FakeMachine.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryLimitTest {
    @TempDir
    Path directory;

    private FakeMachine machine;

    @BeforeEach
    void machineOfEightGibibytes() {
        machine = new FakeMachine(directory).memory(8192, 4096);
    }

    @Test
    void shouldBeTheMachineWithoutCgroups() {
        assertLimit(8192, "machine");
    }

    @Test
    void shouldAskTheJvmWhereThereIsNoProc() {
        MemoryLimit limit = MemoryLimit.of(directory.resolve("no-such-root"));
        assertThat(limit.bytes()).isGreaterThan(MIB);
        assertThat(limit.source()).isEqualTo("machine");
    }

    @Test
    void shouldFindSomeLimitOnThisMachine() {
        assertThat(MemoryLimit.ofThisProcess().bytes()).isGreaterThan(MIB);
    }

    @Test
    void shouldReadOwnGroupOfVersion1() {
        machine.mountV1("/", "/sys/fs/cgroup/memory")
                .member("5:devices:/else")
                .member("4:cpu,memory:/foo")
                .groupV1("/sys/fs/cgroup/memory/foo", 256, 10, 0)
                .unlimitedGroupV1("/sys/fs/cgroup/memory", 100);
        assertLimit(256, "cgroup v1 /foo");
    }

    @Test
    void shouldFindLimitOfAncestor() {
        machine.mountV1("/", "/sys/fs/cgroup/memory")
                .member("4:memory:/a/b/c")
                .groupV1("/sys/fs/cgroup/memory/a/b/c", 512, 10, 0)
                .groupV1("/sys/fs/cgroup/memory/a/b", 128, 10, 0)
                .groupV1("/sys/fs/cgroup/memory/a", 256, 10, 0)
                .unlimitedGroupV1("/sys/fs/cgroup/memory", 100);
        assertLimit(128, "cgroup v1 /a/b");
    }

    @Test
    void shouldIgnoreAncestorThatDoesNotCountItsChildren() {
        machine.mountV1("/", "/sys/fs/cgroup/memory")
                .member("4:memory:/a/b")
                .groupV1("/sys/fs/cgroup/memory/a/b", 512, 10, 0)
                .groupV1("/sys/fs/cgroup/memory/a", 128, 10, 0)
                .file("/sys/fs/cgroup/memory/a/memory.use_hierarchy", "0\n");
        assertLimit(512, "cgroup v1 /a/b");
    }

    @Test
    void shouldBelieveInheritedLimitOfAncestorThatIsNotVisible() {
        machine.mountV1("/pod/one", "/sys/fs/cgroup/memory")
                .member("4:memory:/pod/one")
                .groupV1("/sys/fs/cgroup/memory", Long.MAX_VALUE + "", 300 * MIB + "", 10, 0);
        assertLimit(300, "cgroup v1 above /pod/one");
    }

    @Test
    void shouldTreatHugeLimitsOfVersion1AsNone() {
        machine.mountV1("/", "/sys/fs/cgroup/memory")
                .member("4:memory:/foo")
                .groupV1("/sys/fs/cgroup/memory/foo", "18446744073709551615", "18446744073709551615", 10, 0);
        assertLimit(8192, "machine");
    }

    @Test
    void shouldReadOwnGroupOfVersion2() {
        machine.mountV2("/", "/sys/fs/cgroup")
                .member("0::/system.slice/ebb.service")
                .groupV2("/sys/fs/cgroup/system.slice/ebb.service", 256 * MIB + "", "max", 10, 0)
                .groupV2("/sys/fs/cgroup/system.slice", "max", "max", 10, 0);
        assertLimit(256, "cgroup v2 /system.slice/ebb.service");
    }

    @Test
    void shouldNameTheSoftLimitOfVersion2() {
        machine.mountV2("/", "/sys/fs/cgroup")
                .member("0::/a/b")
                .groupV2("/sys/fs/cgroup/a/b", 256 * MIB + "", 250 * MIB + "", 10, 0)
                .groupV2("/sys/fs/cgroup/a", 512 * MIB + "", 200 * MIB + "", 10, 0);
        assertLimit(200, "cgroup v2 /a (memory.high)");
    }

    @Test
    void shouldTreatMaxAsNoLimit() {
        machine.mountV2("/", "/sys/fs/cgroup").member("0::/a").groupV2("/sys/fs/cgroup/a", "max", "max", 10, 0);
        assertLimit(8192, "machine");
    }

    @Test
    void shouldUseVersion1OfHybridMachine() {
        machine.mountV1("/", "/sys/fs/cgroup/memory")
                .mountV2("/", "/sys/fs/cgroup/unified")
                .member("4:memory:/foo")
                .member("0::/foo")
                .groupV1("/sys/fs/cgroup/memory/foo", 256, 10, 0)
                .file("/sys/fs/cgroup/unified/foo/cgroup.procs", "1\n");
        assertLimit(256, "cgroup v1 /foo");
    }

    @Test
    void shouldUseVersion2OfHybridMachineWhoseMemoryIsThere() {
        machine.mount("35 31 0:32 / /sys/fs/cgroup/cpu rw - cgroup cgroup rw,cpu")
                .mountV2("/", "/sys/fs/cgroup/unified")
                .member("4:cpu:/foo")
                .member("0::/foo")
                .groupV2("/sys/fs/cgroup/unified/foo", 256 * MIB + "", "max", 10, 0);
        assertLimit(256, "cgroup v2 /foo");
    }

    @Test
    void shouldReadContainerWhoseMountShowsItsOwnGroupOnly() {
        machine.mountV1("/docker/abc", "/sys/fs/cgroup/memory")
                .member("4:memory:/docker/abc/inner")
                .groupV1("/sys/fs/cgroup/memory/inner", 512, 10, 0)
                .groupV1("/sys/fs/cgroup/memory", 256, 10, 0);
        assertLimit(256, "cgroup v1 /docker/abc");
    }

    @Test
    void shouldReadContainerWithNamespace() {
        machine.mountV2("/", "/sys/fs/cgroup").member("0::/").groupV2("/sys/fs/cgroup", 256 * MIB + "", "max", 10, 0);
        assertLimit(256, "cgroup v2 /");
    }

    @Test
    void shouldFallBackToTheMountWhenOwnPathIsNotVisible() {
        machine.mountV2("/", "/sys/fs/cgroup")
                .member("0::/docker/of-the-host")
                .groupV2("/sys/fs/cgroup", 256 * MIB + "", "max", 10, 0);
        assertLimit(256, "cgroup v2 /");
    }

    @Test
    void shouldFallBackToTheMountWhenOwnPathLiesOutsideTheNamespace() {
        machine.mountV2("/../../one", "/sys/fs/cgroup")
                .member("0::/../two")
                .groupV2("/sys/fs/cgroup", 256 * MIB + "", "max", 10, 0);
        assertLimit(256, "cgroup v2 /../../one");
    }

    @Test
    void shouldPreferTheMountThatShowsOwnPath() {
        machine.mountV1("/other", "/mnt/other")
                .mountV1("/", "/sys/fs/cgroup/memory")
                .member("4:memory:/foo")
                .groupV1("/mnt/other", 64, 10, 0)
                .groupV1("/sys/fs/cgroup/memory/foo", 256, 10, 0);
        assertLimit(256, "cgroup v1 /foo");
    }

    @Test
    void shouldReadMountPointWithBlank() {
        machine.mountV2("/", "/my\\040groups").member("0::/a").groupV2("/my groups/a", 256 * MIB + "", "max", 10, 0);
        assertLimit(256, "cgroup v2 /a");
    }

    @Test
    void shouldNotStumbleOverLinesItDoesNotUnderstand() {
        machine.mount("")
                .mount("nonsense - ")
                .mount("1 2 3 - cgroup2")
                .member("")
                .member("nonsense");
        assertLimit(8192, "machine");
    }

    private void assertLimit(long mib, String source) {
        assertThat(MemoryLimit.of(machine.root())).isEqualTo(new MemoryLimit(mib * MIB, source));
    }
}
