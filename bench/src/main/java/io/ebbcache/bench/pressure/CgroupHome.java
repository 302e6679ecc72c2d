package io.ebbcache.bench.pressure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where this process may make memory cgroups of its own.
 *
 * @param version of the memory controller's files, 1 or 2
 * @param directory in which a new directory is a new group
 */
record CgroupHome(int version, Path directory) {
    private static final String MOUNTS = "sys/fs/cgroup";
    private static final Pattern LINE_OF_VERSION_1 = Pattern.compile("\\d+:(?:.*,)?memory(?:,.*)?:(/.*)");
    private static final Pattern LINE_OF_VERSION_2 = Pattern.compile("0::(/.*)");

    /**
     * Finds it.
     *
     * @param root of the file system, another one in tests
     * @throws IOException if there is none; the message says why
     */
    static CgroupHome find(Path root) throws IOException {
        Path mounts = root.resolve(MOUNTS);
        Path ofMemory = mounts.resolve("memory");
        if (Files.isRegularFile(ofMemory.resolve("memory.limit_in_bytes"))) {
            Path own = below(ofMemory, ownGroup(root, LINE_OF_VERSION_1));
            // In a container the path may be the one outside of it; what is mounted is then its own group.
            return new CgroupHome(1, Files.isDirectory(own) ? own : ofMemory);
        }
        Path group = below(mounts, ownGroup(root, LINE_OF_VERSION_2));
        while (group != null && group.startsWith(mounts)) {
            if (handsMemoryDown(group)) {
                return new CgroupHome(2, group);
            }
            group = group.getParent();
        }
        throw new IOException("no cgroup above this process hands the memory controller down");
    }

    /** In version 2 only such a group has children with limits; it has no processes of its own. */
    private static boolean handsMemoryDown(Path group) throws IOException {
        Path handedDown = group.resolve("cgroup.subtree_control");
        return Files.isReadable(handedDown) && Files.readString(handedDown).contains("memory");
    }

    private static String ownGroup(Path root, Pattern line) throws IOException {
        try (Stream<String> lines = Files.lines(root.resolve("proc/self/cgroup"))) {
            Optional<String> group = lines.map(line::matcher)
                    .filter(Matcher::matches)
                    .map(matcher -> matcher.group(1))
                    .findFirst();
            return group.orElseThrow(() -> new IOException("this process is in no memory cgroup"));
        }
    }

    private static Path below(Path top, String group) {
        return top.resolve("." + group).normalize();
    }
}
