package io.ebbcache.client.ring;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A Python that can do what a test needs, and scripts that lie beside the tests. */
final class Python {

    private static final int PATIENCE_SECONDS = 60;

    private final String program;

    private Python(String program) {
        this.program = program;
    }

    /** The first that can run this statement. */
    static Optional<Python> that(String statement) {
        for (String program : List.of("python3", "/usr/bin/python3")) {
            try {
                if (new Python(program).run(List.of("-c", statement), "").ended == 0) {
                    return Optional.of(new Python(program));
                }
            } catch (IOException e) {
                // There is no such program.
            }
        }
        return Optional.empty();
    }

    /** What the script writes. */
    String script(String name, String input, List<String> arguments) throws IOException {
        Path file = Files.createTempFile("script", ".py");
        try (InputStream script = Python.class.getResourceAsStream(name)) {
            if (script == null) {
                throw new IOException("no " + name);
            }
            Files.write(file, script.readAllBytes());
            List<String> all = new ArrayList<>(List.of(file.toString()));
            all.addAll(arguments);
            Result result = run(all, input);
            if (result.ended != 0) {
                throw new IOException(name + " ended with " + result.ended + ": " + result.output);
            }
            return result.output;
        } finally {
            Files.delete(file);
        }
    }

    private Result run(List<String> arguments, String input) throws IOException {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PYTHONIOENCODING", "utf-8");
        Path output = Files.createTempFile("output", ".txt");
        Process process = builder.redirectOutput(output.toFile()).start();
        try {
            try (OutputStream stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(UTF_8));
            } catch (IOException e) {
                // It has ended without reading: its exit code tells why.
            }
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException(program + " takes too long");
            }
            return new Result(process.exitValue(), Files.readString(output));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            process.destroyForcibly();
            Files.delete(output);
        }
    }

    private record Result(int ended, String output) {}
}
