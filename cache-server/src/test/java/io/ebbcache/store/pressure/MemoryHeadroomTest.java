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

    private void assertHeadroom(long mib) {
        try (MemoryHeadroom headroom = MemoryHeadroom.of(machine.root())) {
            assertThat(headroom.availableBytes()).isEqualTo(mib * MIB);
        }
    }
}
