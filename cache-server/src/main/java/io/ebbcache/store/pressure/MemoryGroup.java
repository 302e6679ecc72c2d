package io.ebbcache.store.pressure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A memory cgroup that this process is charged to: its own or an ancestor.
 *
 * @param version layout of its files
 * @param path its path among the cgroups, as far as this process can know
 * @param directory where its files are
 */
record MemoryGroup(CgroupVersion version, String path, Path directory) {

    /** All groups that can limit this process, its own first. None where there are no cgroups, or none with memory. */
    static List<MemoryGroup> chain(Path fileSystem) {
        List<CgroupMount> mounts = new ArrayList<>();
        for (String line : lines(fileSystem.resolve("proc/self/mountinfo"))) {
            CgroupMount.parse(line).ifPresent(mounts::add);
        }
        List<MemoryGroup> chain = new ArrayList<>();
        for (String line : lines(fileSystem.resolve("proc/self/cgroup"))) {
            String[] parts = line.split(":", 3); // 4:cpu,memory:/path, or 0::/path in version 2
            if (parts.length == 3) {
                versionOf(parts[0], parts[1])
                        .ifPresent(version -> chain.addAll(chain(fileSystem, mounts, version, parts[2])));
            }
        }
        return chain;
    }

    String name() {
        return version.label + " " + path;
    }

    private static Optional<CgroupVersion> versionOf(String hierarchy, String controllers) {
        if (hierarchy.equals("0") && controllers.isEmpty()) {
            return Optional.of(CgroupVersion.V2);
        }
        return List.of(controllers.split(",", -1)).contains("memory")
                ? Optional.of(CgroupVersion.V1)
                : Optional.empty();
    }

    private static List<MemoryGroup> chain(
            Path fileSystem, List<CgroupMount> mounts, CgroupVersion version, String cgroup) {
        List<CgroupMount> ofVersion =
                mounts.stream().filter(mount -> mount.version() == version).toList();
        for (CgroupMount mount : ofVersion) {
            Path top = fileSystem.resolve(mount.point().substring(1));
            Optional<String> below = mount.below(cgroup).filter(rest -> Files.isDirectory(top.resolve("." + rest)));
            if (below.isPresent()) {
                return upwards(mount, top, below.get());
            }
        }
        // A container whose own path means nothing inside: what is mounted is then usually its own cgroup.
        return ofVersion.stream()
                .findFirst()
                .map(mount -> upwards(mount, fileSystem.resolve(mount.point().substring(1)), ""))
                .orElse(List.of());
    }

    private static List<MemoryGroup> upwards(CgroupMount mount, Path top, String below) {
        List<MemoryGroup> groups = new ArrayList<>();
        String prefix = mount.root().equals("/") ? "" : mount.root();
        String rest = below;
        while (true) {
            Path directory = rest.isEmpty() ? top : top.resolve(rest.substring(1));
            if (!groups.isEmpty() && !chargesChildren(directory)) {
                return groups;
            }
            if (Files.isReadable(directory.resolve(mount.version().limitFile))) {
                String path = prefix + rest;
                groups.add(new MemoryGroup(mount.version(), path.isEmpty() ? "/" : path, directory));
            }
            if (rest.isEmpty()) {
                return groups;
            }
            rest = rest.substring(0, rest.lastIndexOf('/'));
        }
    }

    /** Before Linux 5.11 a group of version 1 could be told not to count what its children use. */
    private static boolean chargesChildren(Path directory) {
        return !lines(directory.resolve("memory.use_hierarchy")).equals(List.of("0"));
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            return Collections.emptyList();
        }
    }
}
