package io.ebbcache.deploy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A limit that systemd keeps: a slice of its own, for an engine that asks systemd for its cgroups.
 *
 * @param parent the slice's name
 */
record SystemdSlice(String parent) implements CommonLimit {

    private static final Path CGROUPS = Path.of("/sys/fs/cgroup");

    /**
     * Makes it.
     *
     * @throws IOException if this process may not tell systemd what to do; the message says why
     */
    static SystemdSlice create(long limitBytes) throws IOException {
        // without a dash, which would make it a part of another
        SystemdSlice slice =
                new SystemdSlice("ebbimage" + ProcessHandle.current().pid() + ".slice");
        systemctl("set-property", "--runtime", slice.parent, "MemoryMax=" + limitBytes, "MemorySwapMax=0");
        try {
            systemctl("start", slice.parent);
            // it also says that all is well where it does nothing, such as in a chroot
            String kept = Files.readString(slice.file("memory.limit_in_bytes", "memory.max"));
            if (!kept.strip().equals(String.valueOf(limitBytes))) {
                throw new IOException("systemd gives " + slice.parent + " a limit of " + kept.strip());
            }
            return slice;
        } catch (IOException e) {
            slice.close();
            throw e;
        }
    }

    @Override
    public long oomKills() throws IOException {
        try (Stream<String> lines = Files.lines(file("memory.oom_control", "memory.events"))) {
            return lines.filter(line -> line.startsWith("oom_kill "))
                    .mapToLong(line -> Long.parseLong(line.substring("oom_kill ".length())))
                    .findFirst()
                    .orElseThrow(() -> new IOException("kills are not counted in " + parent));
        }
    }

    private Path file(String inVersion1, String inVersion2) {
        Path ofVersion1 = CGROUPS.resolve("memory").resolve(parent).resolve(inVersion1);
        return Files.exists(ofVersion1) ? ofVersion1 : CGROUPS.resolve(parent).resolve(inVersion2);
    }

    @Override
    public void close() throws IOException {
        systemctl("stop", parent);
        systemctl("revert", parent);
    }

    private static void systemctl(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("systemctl", "--no-ask-password"));
        command.addAll(List.of(arguments));
        Process systemctl =
                new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(systemctl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (systemctl.waitFor() != 0) {
                throw new IOException(String.join(" ", command) + ": " + output.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
