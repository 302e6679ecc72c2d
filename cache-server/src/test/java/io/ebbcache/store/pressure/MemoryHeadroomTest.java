package io.ebbcache.store.pressure;

import static io.ebbcache.store.pressure.FakeMachine.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryHeadroomTest {
    @TempDir
    Path directory;

    private FakeMachine machine;

    @BeforeEach
    void machineWithFourGibibytesAvailable() {
        machine = new FakeMachine(directory).memory(8192, 4096);
    }

    @Test
    void shouldBeWhatTheMachineHasAvailable() {
        assertHeadroom(4096);
    }

    @Test
    void shouldAskTheJvmWhereThereIsNoProc() {
        try (MemoryHeadroom headroom = MemoryHeadroom.of(directory.resolve("no-such-root"))) {
            assertThat(headroom.availableBytes()).isPositive();
        }
    }

    @Test
    void shouldFindSomeHeadroomOnThisMachine() {
        try (MemoryHeadroom headroom = MemoryHeadroom.ofThisProcess()) {
            assertThat(headroom.availableBytes()).isGreaterThan(MIB);
        }
    }

    @Test
    void shouldCountPageCacheOfGroupAsFree() {
        machine.mountV1("/", "/sys/fs/cgroup/memory")
                .member("4:memory:/foo")
                .groupV1("/sys/fs/cgroup/memory/foo", 256, 200, 30);
        assertHeadroom(256 - 200 + 30);
    }

    @Test
    void shouldBeTheLeastOfAllAncestors() {
        machine.mountV2("/", "/sys/fs/cgroup")
                .member("0::/a/b")
                .groupV2("/sys/fs/cgroup/a/b", 256 * MIB + "", "max", 100, 0)
                .groupV2("/sys/fs/cgroup/a", 1024 * MIB + "", "max", 1000, 6);
        assertHeadroom(30);
    }

    @Test
    void shouldStopAtTheSoftLimit() {
        machine.mountV2("/", "/sys/fs/cgroup")
                .member("0::/a")
                .groupV2("/sys/fs/cgroup/a", 256 * MIB + "", 200 * MIB + "", 150, 0);
        assertHeadroom(50);
    }

    @Test
    void shouldStopAtTheLimitOfAncestorThatIsNotVisible() {
        machine.mountV1("/pod/one", "/sys/fs/cgroup/memory")
                .member("4:memory:/pod/one")
                .groupV1("/sys/fs/cgroup/memory", Long.MAX_VALUE + "", 300 * MIB + "", 100, 0);
        assertHeadroom(200);
    }

    @Test
    void shouldBeZeroBeyondTheLimit() {
        machine.mountV2("/", "/sys/fs/cgroup")
                .member("0::/a")
                .groupV2("/sys/fs/cgroup/a", 256 * MIB + "", "max", 300, 0);
        assertHeadroom(0);
    }

    @Test
    void shouldFollowUsageAndLimitOfAnOpenGroup() {
        machine.mountV2("/", "/sys/fs/cgroup").member("0::/a").groupV2("/sys/fs/cgroup/a", "max", "max", 100, 0);
        try (MemoryHeadroom headroom = MemoryHeadroom.of(machine.root())) {
            assertThat(headroom.availableBytes()).isEqualTo(4096 * MIB);
            machine.groupV2("/sys/fs/cgroup/a", 256 * MIB + "", "max", 101, 0);
            assertThat(headroom.availableBytes()).isEqualTo(155 * MIB);
            machine.groupV2("/sys/fs/cgroup/a", 512 * MIB + "", "max", 99, 0);
            assertThat(headroom.availableBytes()).isEqualTo(413 * MIB);
            machine.memory(8192, 64);
            assertThat(headroom.availableBytes()).isEqualTo(64 * MIB);
        }
    }

    @Test
    void shouldSurviveTheInterruptionOfAReader() {
        try (MemoryHeadroom headroom = MemoryHeadroom.of(machine.root())) {
            Thread.currentThread().interrupt();
            assertThat(headroom.availableBytes()).isEqualTo(4096 * MIB);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(headroom.availableBytes()).isEqualTo(4096 * MIB);
        }
    }

    /** What the caller itself could give back is not what others have left. */
    @Test
    void shouldNotCountTheCallersOwnAsSpare() {
        machine.mountV1("/", "/sys/fs/cgroup/memory")
                .member("4:memory:/foo")
                .groupV1("/sys/fs/cgroup/memory/foo", 256, 200, 130);
        assertSpare(100, 256 - 200 + 30 - 4, "cgroup v1 /foo");
        assertSpare(150, 256 - 200 - 4, "cgroup v1 /foo");
        assertSpare(0, 256 - 200 + 130 - 4, "cgroup v1 /foo");
    }

    @Test
    void shouldSayWhoseReserveIsTouched() {
        machine.mountV2("/", "/sys/fs/cgroup")
                .member("0::/a/b")
                .groupV2("/sys/fs/cgroup/a/b", 1024 * MIB + "", "max", 100, 0)
                .groupV2("/sys/fs/cgroup/a", 2048 * MIB + "", "max", 2030, 0);
        assertSpare(0, 18 - 32, "cgroup v2 /a");
        machine.memory(8192, 1000);
        assertSpare(950, 50 - 128, "machine");
    }

    private void assertSpare(long ownMib, long spareMib, String source) {
        try (MemoryHeadroom headroom = MemoryHeadroom.of(directory)) {
            assertThat(headroom.spare(ownMib * MIB, 4 * MIB))
                    .isEqualTo(new MemoryHeadroom.Spare(spareMib * MIB, source));
        }
    }

    private void assertHeadroom(long mib) {
        try (MemoryHeadroom headroom = MemoryHeadroom.of(machine.root())) {
            assertThat(headroom.availableBytes()).isEqualTo(mib * MIB);
        }
    }
}
