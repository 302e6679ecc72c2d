package io.ebbcache.server.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Programs of others that tests run. */
final class Tools {

    private static final boolean ALL_ARE_THERE = Boolean.parseBoolean(System.getenv("CI"));
    private static final int PATIENCE_SECONDS = 120;

    private Tools() {}

    /** What a program printed in the end. */
    record Ended(int exitCode, String output) {}

    /** Skips the test where something is missing; with {@code CI=true} nothing may be, and the test fails. */
    static void need(boolean there, String what) {
        if (ALL_ARE_THERE) {
            assertThat(there).as("needs " + what).isTrue();
        }
        assumeTrue(there, "needs " + what);
    }

    /** Skips the test, or lets it fail, where this command cannot be run. */
    static void need(List<String> command, String what) throws InterruptedException {
        try {
            need(run(Path.of("."), command).exitCode() == 0, what);
        } catch (IOException missing) {
            need(false, what + ": " + missing.getMessage());
        }
    }

    static Ended run(List<String> command) throws IOException, InterruptedException {
        return run(Path.of("."), command);
    }

    /** Runs it to its end, or ends it when that takes too long. */
    static Ended run(Path directory, List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("ebb", ".log");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            process.getOutputStream().close();
            boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            process.destroyForcibly();
            String text = Files.readString(output);
            assertThat(ended).as("%s ends; it says: %s", command, text).isTrue();
            return new Ended(process.exitValue(), text);
        } finally {
            Files.delete(output);
        }
    }
}
