package io.ebbcache.bench.pressure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A memory cgroup of its own, of whichever version this machine has. Closing it removes it. */
public final class MemoryCgroup implements AutoCloseable {
    private static final int VERSION_1 = 1;
    private static final int PATIENCE_ATTEMPTS = 100;
    private static final int PAUSE_MILLIS = 50;

    private final int version;
    private final Path directory;

    /** Whoever interrupts this program shall not be left with what it started. */
    private final Thread atExit = new Thread(this::closeAtExit, "cgroup");

    private MemoryCgroup(int version, Path directory) {
        this.version = version;
        this.directory = directory;
    }

    /**
     * Makes a cgroup whose processes may use this much memory together, and no swap.
     *
     * @throws IOException if none can be made here; the message says why
     */
    public static MemoryCgroup create(String name, long limitBytes) throws IOException {
        CgroupHome home = CgroupHome.find(Path.of("/"));
        Path directory = home.directory()
                .resolve("ebb-" + name + "-" + ProcessHandle.current().pid());
        MemoryCgroup cgroup = new MemoryCgroup(home.version(), directory);
        Files.createDirectory(directory);
        Runtime.getRuntime().addShutdownHook(cgroup.atExit);
        try {
            String limit = cgroup.named("memory.limit_in_bytes", "memory.max");
            Files.writeString(directory.resolve(limit), Long.toString(limitBytes));
            cgroup.forbidSwap(limitBytes);
            return cgroup;
        } catch (IOException e) {
            cgroup.close();
            throw e;
        }
    }

    /** A command line that joins this cgroup and then becomes the given command. */
    public List<String> around(List<String> command) {
        List<String> joined =
                new ArrayList<>(List.of("sh", "-c", "echo $$ > \"$0\" && exec \"$@\"", procs().toString()));
        joined.addAll(command);
        return joined;
    }

    public int version() {
        return version;
    }

    /** Where it is in the file system. */
    public Path directory() {
        return directory;
    }

    /** All that counts into the limit. */
    public long usageBytes() throws IOException {
        String usage = named("memory.usage_in_bytes", "memory.current");
        return Long.parseLong(Files.readString(directory.resolve(usage)).trim());
    }

    /** How many processes in it the kernel has killed for want of memory. */
    public long oomKills() throws IOException {
        String file = named("memory.oom_control", "memory.events");
        Long kills = fields(file).get("oom_kill");
        if (kills == null) {
            throw new IOException("no oom_kill in " + file);
        }
        return kills;
    }

    /** Ordinary memory that cannot be dropped, in bytes: what is neither clean page cache nor sealed cache pages. */
    public long ordinaryBytes() throws IOException {
        Map<String, Long> fields = fields("memory.stat");
        return statistic(fields, "active_anon") + statistic(fields, "inactive_anon");
    }

    /** Ends what is left in it, and removes it. */
    @Override
    public void close() throws IOException {
        remove();
        Runtime.getRuntime().removeShutdownHook(atExit);
    }

    private void closeAtExit() {
        try {
            remove();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void remove() throws IOException {
        for (int attempt = 0; Files.isDirectory(directory); attempt++) {
            for (String pid : Files.readAllLines(procs())) {
                ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
            }
            try {
                Files.delete(directory);
            } catch (IOException e) {
                if (attempt == PATIENCE_ATTEMPTS) {
                    throw e;
                }
                pause();
            }
        }
    }

    private Path procs() {
        return directory.resolve("cgroup.procs");
    }

    private String named(String inVersion1, String inVersion2) {
        return version == VERSION_1 ? inVersion1 : inVersion2;
    }

    /** Version 1 has two of each: the group's own, and the one with all that is below it. */
    private long statistic(Map<String, Long> fields, String name) {
        return fields.getOrDefault(named("total_" + name, name), 0L);
    }

    private Map<String, Long> fields(String file) throws IOException {
        Map<String, Long> fields = new HashMap<>();
        for (String line : Files.readAllLines(directory.resolve(file))) {
            int blank = line.indexOf(' ');
            if (blank > 0) {
                fields.put(line.substring(0, blank), Long.valueOf(line.substring(blank + 1)));
            }
        }
        return fields;
    }

    private void forbidSwap(long limitBytes) throws IOException {
        Path file = directory.resolve(named("memory.memsw.limit_in_bytes", "memory.swap.max"));
        if (Files.exists(file)) {
            Files.writeString(file, version == VERSION_1 ? Long.toString(limitBytes) : "0");
        }
    }

    private static void pause() throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
