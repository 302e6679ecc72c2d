package io.ebbcache.store.pressure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The files in which a kernel shows memory and cgroups, below a directory. */
public final class FakeMachine {
    public static final long MIB = 1 << 20;

    private static final String V1_UNLIMITED = "9223372036854771712";

    private final Path root;
    private final List<String> mounts = new ArrayList<>();
    private final List<String> cgroups = new ArrayList<>();

    public FakeMachine(Path root) {
        this.root = root;
        mounts.add("22 1 8:1 / / rw,relatime - ext4 /dev/root rw");
    }

    public Path root() {
        return root;
    }

    public FakeMachine memory(long totalMib, long availableMib) {
        return file(
                "/proc/meminfo",
                "MemTotal:       %d kB%nMemFree:  1 kB%nMemAvailable:   %d kB%nBuffers: 2 kB%n"
                        .formatted(totalMib * 1024, availableMib * 1024));
    }

    public FakeMachine mountV1(String mountRoot, String point) {
        return mount("35 31 0:32 %s %s rw,relatime - cgroup cgroup rw,memory".formatted(mountRoot, point));
    }

    public FakeMachine mountV2(String mountRoot, String point) {
        return mount("41 31 0:38 %s %s rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate".formatted(mountRoot, point));
    }

    public FakeMachine mount(String mountinfoLine) {
        mounts.add(mountinfoLine);
        return file("/proc/self/mountinfo", String.join("\n", mounts) + "\n");
    }

    /** A line of /proc/self/cgroup. */
    public FakeMachine member(String cgroupLine) {
        cgroups.add(cgroupLine);
        return file("/proc/self/cgroup", String.join("\n", cgroups) + "\n");
    }

    public FakeMachine groupV1(String directory, long limitMib, long usageMib, long inactiveFileMib) {
        return groupV1(directory, limitMib * MIB + "", limitMib * MIB + "", usageMib, inactiveFileMib);
    }

    public FakeMachine unlimitedGroupV1(String directory, long usageMib) {
        return groupV1(directory, V1_UNLIMITED, V1_UNLIMITED, usageMib, 0);
    }

    public FakeMachine groupV1(String directory, String limit, String inherited, long usageMib, long inactiveFileMib) {
        return file(directory + "/memory.limit_in_bytes", limit + "\n")
                .file(directory + "/memory.usage_in_bytes", usageMib * MIB + "\n")
                .file(directory + "/memory.use_hierarchy", "1\n")
                .file(
                        directory + "/memory.stat",
                        "cache 7%ninactive_file 7%nhierarchical_memory_limit %s%ntotal_inactive_file %d%n"
                                .formatted(inherited, inactiveFileMib * MIB));
    }

    public FakeMachine groupV2(String directory, String max, String high, long currentMib, long inactiveFileMib) {
        return file(directory + "/memory.max", max + "\n")
                .file(directory + "/memory.high", high + "\n")
                .file(directory + "/memory.current", currentMib * MIB + "\n")
                .file(
                        directory + "/memory.stat",
                        "anon 1%nfile 2%ninactive_file %d%nactive_file 3%n".formatted(inactiveFileMib * MIB));
    }

    public FakeMachine file(String path, String content) {
        try {
            Path file = root.resolve(path.substring(1));
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
