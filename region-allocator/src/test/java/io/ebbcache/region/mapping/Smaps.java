package io.ebbcache.region.mapping;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the kernel says of the mapping that an address lies in: its lines of {@code /proc/self/smaps}. */
record Smaps(List<String> lines) {

    private static final Path FILE = Path.of("/proc/self/smaps");

    static Smaps of(long address) throws IOException {
        List<String> all = Files.readAllLines(FILE);
        int start = -1;
        for (int i = 0; i < all.size(); i++) {
            if (isHead(all.get(i))) {
                if (start >= 0) {
                    return new Smaps(all.subList(start, i));
                }
                if (contains(all.get(i), address)) {
                    start = i;
                }
            }
        }
        if (start < 0) {
            throw new IllegalArgumentException(Long.toHexString(address) + " is not mapped");
        }
        return new Smaps(all.subList(start, all.size()));
    }

    /** The flags of two letters each. */
    List<String> flags() {
        return List.of(value("VmFlags").split(" ", -1));
    }

    /** A figure, in KiB. */
    int kib(String name) {
        return Integer.parseInt(value(name).replace(" kB", ""));
    }

    private String value(String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).trim())
                .findFirst()
                .orElseThrow();
    }

    private static boolean isHead(String line) {
        return line.matches("[0-9a-f]+-[0-9a-f]+ .*");
    }

    private static boolean contains(String head, long address) {
        int dash = head.indexOf('-');
        long from = Long.parseUnsignedLong(head.substring(0, dash), 16);
        long to = Long.parseUnsignedLong(head.substring(dash + 1, head.indexOf(' ')), 16);
        return Long.compareUnsigned(from, address) <= 0 && Long.compareUnsigned(address, to) < 0;
    }
}
