package io.ebbcache.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Memory of a process that lies in RAM.
 *
 * @param bytes all of it
 * @param freeableBytes the part of it that the kernel may take back without asking: sealed values of Ebb
 */
public record ResidentMemory(long bytes, long freeableBytes) {
    private static final long KIB = 1024;

    static ResidentMemory of(long pid) throws IOException {
        List<String> lines = Files.readAllLines(Path.of("/proc/" + pid + "/smaps_rollup"));
        return new ResidentMemory(bytes(lines, "Rss:"), bytes(lines, "LazyFree:"));
    }

    private static long bytes(List<String> lines, String name) throws IOException {
        return lines.stream()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KIB)
                .findFirst()
                .orElseThrow(() -> new IOException("the kernel does not tell " + name));
    }
}
