package io.ebbcache.server.launch;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Collectors;

/** The file in which memcached tells test libraries the ports it got, one {@code TCP INET: 12345} a line. */
final class PortFile {
    /** Environment variable that names the file. */
    static final String VARIABLE = "MEMCACHED_PORT_FILENAME";

    private PortFile() {}

    /** Writes the file beside its place and moves it there: who waits for it sees all of it. */
    static void write(Path file, List<InetSocketAddress> bound) {
        String lines = bound.stream()
                .map(address -> family(address) + ": " + address.getPort() + "\n")
                .collect(Collectors.joining());
        Path unfinished = file.resolveSibling(file.getFileName() + ".lck");
        try {
            Files.writeString(unfinished, lines);
            Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new StartException("cannot write " + file + " (" + VARIABLE + "): " + e, e);
        }
    }

    private static String family(InetSocketAddress address) {
        return address.getAddress() instanceof Inet6Address ? "TCP INET6" : "TCP INET";
    }
}
