package io.ebbcache.store.pressure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StallWatchTest {

    private static final String GROUP_FILE = "/sys/fs/cgroup/a/memory.pressure";
    private static final String MACHINE_FILE = "/proc/pressure/memory";

    @TempDir
    Path directory;

    private long nanos;

    private static String total(long micros) {
        return "some avg10=0.00 avg60=1.00 avg300=2.00 total=" + micros + "\nfull avg10=0.00 total=9\n";
    }

    private void pass(long millis) {
        nanos += TimeUnit.MILLISECONDS.toNanos(millis);
    }

    @Test
    void shouldBeStalledWhileATenthOfTheTimeIsLost() {
        FakeMachine machine = new FakeMachine(directory).memory(8192, 4096).file(MACHINE_FILE, total(1_000_000));
        try (StallWatch stalls = StallWatch.of(directory, () -> nanos)) {
            assertThat(stalls.isOfGroup()).isFalse();
            assertThat(stalls.isStalled()).isFalse();
            pass(100);
            machine.file(MACHINE_FILE, total(1_010_001));
            assertThat(stalls.isStalled()).isTrue();
            pass(50); // too soon to ask again
            assertThat(stalls.isStalled()).isTrue();
            pass(100);
            assertThat(stalls.isStalled()).isFalse();
        }
    }

    @Test
    void shouldAskTheInnermostGroupThatTells() {
        FakeMachine machine = new FakeMachine(directory)
                .memory(8192, 4096)
                .file(MACHINE_FILE, total(0))
                .mountV2("/", "/sys/fs/cgroup")
                .member("0::/a/b")
                .groupV2("/sys/fs/cgroup/a/b", "max", "max", 100, 0)
                .groupV2("/sys/fs/cgroup/a", "max", "max", 100, 0)
                .file(GROUP_FILE, total(5));
        try (StallWatch stalls = StallWatch.of(directory, () -> nanos)) {
            pass(200);
            machine.file(MACHINE_FILE, total(200_000));
            assertThat(stalls.isOfGroup()).isTrue();
            assertThat(stalls.isStalled()).isFalse();
            pass(200);
            machine.file(GROUP_FILE, total(100_000));
            assertThat(stalls.isStalled()).isTrue();
        }
    }

    @Test
    void shouldNeverBeStalledWhereTheKernelDoesNotTell() {
        new FakeMachine(directory).memory(8192, 4096);
        try (StallWatch stalls = StallWatch.of(directory, () -> nanos)) {
            pass(1_000);
            assertThat(stalls.isStalled()).isFalse();
        }
    }
}
