package io.ebbcache.server.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A machine as its files and the environment of this process show it.
 *
 * @param root the file system's root: {@code /}, or a copy of some of it in tests
 * @param environment the variables of this process
 */
public record Machine(Path root, Map<String, String> environment) {

    /** The machine that this process runs on. */
    public static Machine here() {
        return new Machine(Path.of("/"), System.getenv());
    }

    /** The lines of a file; none if it cannot be read. */
    List<String> lines(String path) {
        try {
            return Files.readAllLines(file(path));
        } catch (IOException e) {
            return List.of();
        }
    }

    /** The first line of a file; empty if it cannot be read. */
    Optional<String> line(String path) {
        return lines(path).stream().findFirst();
    }

    /** What stands in the first line that begins with this, behind it. */
    Optional<String> behind(String path, String beginning) {
        return lines(path).stream()
                .filter(line -> line.startsWith(beginning))
                .map(line -> line.substring(beginning.length()).strip())
                .findFirst();
    }

    boolean has(String path) {
        return Files.exists(file(path));
    }

    private Path file(String path) {
        return root.resolve(path.substring(1));
    }
}
