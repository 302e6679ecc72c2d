package io.ebbcache.bench.pressure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CgroupHomeTest {
    @TempDir
    private Path root;

    @Test
    void shouldFindOwnGroupOfVersion1() throws IOException {
        write("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712");
        write("sys/fs/cgroup/memory/jobs/seven/cgroup.procs", "");
        write("proc/self/cgroup", "5:devices:/\n4:hugetlb,memory:/jobs/seven\n0::/\n");

        assertThat(CgroupHome.find(root)).isEqualTo(new CgroupHome(1, root.resolve("sys/fs/cgroup/memory/jobs/seven")));
    }

    @Test
    void shouldUseMountedGroupOfVersion1WhereOwnPathMeansNothing() throws IOException {
        write("sys/fs/cgroup/memory/memory.limit_in_bytes", "268435456");
        write("proc/self/cgroup", "4:memory:/docker/0123456789abcdef\n");

        assertThat(CgroupHome.find(root)).isEqualTo(new CgroupHome(1, root.resolve("sys/fs/cgroup/memory")));
    }

    @Test
    void shouldClimbToGroupOfVersion2ThatHandsMemoryDown() throws IOException {
        write("sys/fs/cgroup/cgroup.subtree_control", "cpu memory pids");
        write("sys/fs/cgroup/user.slice/cgroup.subtree_control", "cpu memory");
        write("sys/fs/cgroup/user.slice/session/cgroup.subtree_control", "cpu");
        write("proc/self/cgroup", "0::/user.slice/session\n");

        assertThat(CgroupHome.find(root)).isEqualTo(new CgroupHome(2, root.resolve("sys/fs/cgroup/user.slice")));
    }

    @Test
    void shouldSayWhenNobodyHandsMemoryDown() throws IOException {
        write("sys/fs/cgroup/cgroup.subtree_control", "cpu");
        write("cgroup.subtree_control", "memory"); // outside of the mount
        write("proc/self/cgroup", "0::/session\n");

        assertThatThrownBy(() -> CgroupHome.find(root))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("hands");
    }

    @Test
    void shouldSayWhenProcessIsInNoMemoryGroup() throws IOException {
        write("sys/fs/cgroup/memory/memory.limit_in_bytes", "268435456");
        write("proc/self/cgroup", "5:devices:/\n6:memory_of_another_kind:/x\n");

        assertThatThrownBy(() -> CgroupHome.find(root))
                .isInstanceOf(IOException.class)
                .hasMessage("this process is in no memory cgroup");
    }

    private void write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
