package io.ebbcache.bench.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Short commands of the system: {@code ip}, {@code iptables}, {@code kill}. */
final class SystemCommand {
    private static final List<Path> FOLDERS =
            List.of(Path.of("/usr/sbin"), Path.of("/usr/bin"), Path.of("/sbin"), Path.of("/bin"));

    private SystemCommand() {}

    /** Where a program is, if it is there. A user's path often lacks the folders of the administrator. */
    static Optional<Path> find(String program) {
        return FOLDERS.stream()
                .map(folder -> folder.resolve(program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Runs one, words separated by blanks, and gives what it prints; fails if it fails. */
    static String run(String command) throws IOException {
        String[] words = command.split(" ", -1);
        words[0] = find(words[0]).map(Path::toString).orElse(words[0]);
        Process process = new ProcessBuilder(Arrays.asList(words))
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
        try {
            if (process.waitFor() != 0) {
                throw new IOException(command + ": " + output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(command + ": interrupted", e);
        }
        return output;
    }

    /** Runs one that may fail. */
    static boolean succeeds(String command) {
        try {
            run(command);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
