package io.ebbcache.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.stream.Stream;

/** The archive that the build has made, and what a user makes of it: a folder with everything in it. */
final class Archive {

    private static final Path TARGET = Path.of("target").toAbsolutePath();

    private Archive() {}

    /** The one that was built last; the build names it after its version. */
    static Path file() throws IOException {
        return only(TARGET, "ebb-*.tar.gz");
    }

    /** Whether there is a list of its parts. */
    static boolean hasSbom() throws IOException {
        return !matching(TARGET, "ebb-*.cdx.json").isEmpty();
    }

    /** The list of its parts that lies beside it. */
    static Path sbom() throws IOException {
        return only(TARGET, "ebb-*.cdx.json");
    }

    /** Unpacks it, and returns the folder that was in it. */
    static Path unpack(Path directory) throws IOException, InterruptedException {
        Process tar = new ProcessBuilder("tar", "-xzf", file().toString(), "-C", directory.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(tar.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(tar.waitFor()).as("tar says: %s", output).isZero();
        return only(directory, "ebb-*");
    }

    private static Path only(Path directory, String pattern) throws IOException {
        List<Path> found = matching(directory, pattern);
        assertThat(found).as("%s in %s", pattern, directory).hasSize(1);
        return found.get(0);
    }

    private static List<Path> matching(Path directory, String pattern) throws IOException {
        PathMatcher matcher = directory.getFileSystem().getPathMatcher("glob:" + pattern);
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(each -> matcher.matches(each.getFileName())).toList();
        }
    }
}
