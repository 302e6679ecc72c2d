package io.ebbcache.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a process holds, as the kernel tells it mapping by mapping. */
record ProcessMemory(long pid) {
    private static final Pattern FIGURE = Pattern.compile("(Anonymous|LazyFree): +(\\d+) kB");
    private static final Pattern FLAGS = Pattern.compile("VmFlags:(.*)");
    private static final long KIB = 1 << 10;

    /**
     * Memory that the kernel cannot take back, in bytes: anonymous pages in mappings that are not droppable, without those that were
     * given up with MADV_FREE.
     */
    long ordinaryBytes() throws IOException {
        long sum = 0;
        long mapping = 0;
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "smaps"))) {
            for (String line : (Iterable<String>) lines::iterator) {
                Matcher figure = FIGURE.matcher(line);
                if (figure.matches()) {
                    long bytes = Long.parseLong(figure.group(2)) * KIB;
                    mapping += figure.group(1).equals("Anonymous") ? bytes : -bytes;
                }
                Matcher flags = FLAGS.matcher(line); // the last line of each mapping
                if (flags.matches()) {
                    sum += (flags.group(1) + " ").contains(" dp ") ? 0 : mapping;
                    mapping = 0;
                }
            }
        }
        return sum;
    }
}
