package io.ebbcache.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A memory cgroup of its own for a test, of whichever version this machine has. Closing it removes it. */
final class MemoryCgroup implements AutoCloseable {
    private static final Path MOUNTS = Path.of("/sys/fs/cgroup");
    private static final int VERSION_1 = 1;
    private static final int VERSION_2 = 2;

    private final int version;
    private final Path directory;

    private MemoryCgroup(int version, Path directory) {
        this.version = version;
        this.directory = directory;
    }

    /**
     * Makes a cgroup whose processes may use this much memory together, and no swap.
     *
     * @throws IOException if none can be made here; the message says why
     */
    static MemoryCgroup create(String name, long limitBytes) throws IOException {
        String directoryName = "ebb-" + name + "-" + ProcessHandle.current().pid();
        boolean first = Files.isRegularFile(MOUNTS.resolve("memory/memory.limit_in_bytes"));
        Path parent = first ? parentOfVersion1() : parentOfVersion2();
        MemoryCgroup cgroup = new MemoryCgroup(first ? VERSION_1 : VERSION_2, parent.resolve(directoryName));
        Files.createDirectory(cgroup.directory);
        try {
            cgroup.write(first ? "memory.limit_in_bytes" : "memory.max", Long.toString(limitBytes));
            cgroup.forbidSwap(limitBytes);
            return cgroup;
        } catch (IOException e) {
            cgroup.close();
            throw e;
        }
    }

    /** A command line that joins this cgroup and then becomes the given command. */
    List<String> around(List<String> command) {
        List<String> joined =
                new ArrayList<>(List.of("sh", "-c", "echo $$ > \"$0\" && exec \"$@\"", procs().toString()));
        joined.addAll(command);
        return joined;
    }

    int version() {
        return version;
    }

    long usageBytes() throws IOException {
        String usage = version == VERSION_1 ? "memory.usage_in_bytes" : "memory.current";
        return Long.parseLong(Files.readString(directory.resolve(usage)).trim());
    }

    /** How many processes in it the kernel has killed for want of memory. */
    long oomKills() throws IOException {
        String file = version == VERSION_1 ? "memory.oom_control" : "memory.events";
        return field(file, "oom_kill").orElseThrow(() -> new IOException("no oom_kill in " + file));
    }

    /** Ordinary memory that cannot be dropped, in bytes: what is neither clean page cache nor sealed cache pages. */
    long ordinaryBytes() throws IOException {
        String prefix = version == VERSION_1 ? "total_" : "";
        return field("memory.stat", prefix + "active_anon").orElse(0L)
                + field("memory.stat", prefix + "inactive_anon").orElse(0L);
    }

    /** Ends what is left in it, and removes it. */
    @Override
    public void close() throws IOException {
        for (int attempt = 0; Files.isDirectory(directory); attempt++) {
            for (String pid : Files.readAllLines(procs())) {
                ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
            }
            try {
                Files.delete(directory);
            } catch (IOException e) {
                if (attempt == 100) {
                    throw e;
                }
                pause();
            }
        }
    }

    private Path procs() {
        return directory.resolve("cgroup.procs");
    }

    private Optional<Long> field(String file, String name) throws IOException {
        Pattern line = Pattern.compile(Pattern.quote(name) + " (\\d+)");
        try (Stream<String> lines = Files.lines(directory.resolve(file))) {
            return lines.map(line::matcher)
                    .filter(Matcher::matches)
                    .map(matcher -> Long.valueOf(matcher.group(1)))
                    .findFirst();
        }
    }

    private void forbidSwap(long limitBytes) throws IOException {
        String file = version == VERSION_1 ? "memory.memsw.limit_in_bytes" : "memory.swap.max";
        if (Files.exists(directory.resolve(file))) {
            write(file, version == VERSION_1 ? Long.toString(limitBytes) : "0");
        }
    }

    private void write(String file, String value) throws IOException {
        Files.writeString(directory.resolve(file), value);
    }

    private static Path parentOfVersion1() throws IOException {
        Path own = MOUNTS.resolve("memory")
                .resolve("." + ownPath("\\d+:(?:.*,)?memory(?:,.*)?:(/.*)"))
                .normalize();
        return Files.isDirectory(own) ? own : MOUNTS.resolve("memory");
    }

    /** The nearest group upwards that hands the memory controller down: in version 2 such a group has no processes. */
    private static Path parentOfVersion2() throws IOException {
        Path group = MOUNTS.resolve("." + ownPath("0::(/.*)")).normalize();
        while (group != null && group.startsWith(MOUNTS)) {
            Path handedDown = group.resolve("cgroup.subtree_control");
            if (Files.isReadable(handedDown) && Files.readString(handedDown).contains("memory")) {
                return group;
            }
            group = group.getParent();
        }
        throw new IOException("no cgroup above this process hands the memory controller down");
    }

    private static String ownPath(String line) throws IOException {
        Pattern pattern = Pattern.compile(line);
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/cgroup"))) {
            return lines.map(pattern::matcher)
                    .filter(Matcher::matches)
                    .map(matcher -> matcher.group(1))
                    .findFirst()
                    .orElseThrow(() -> new IOException("this process is in no memory cgroup"));
        }
    }

    private static void pause() throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
