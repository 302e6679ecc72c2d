package io.ebbcache.deploy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The launcher, started as a user would, in a process of its own. Closing it ends the process. */
final class EbbProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern ADMIN = Pattern.compile("admin: (http://127\\.0\\.0\\.1:\\d+)/ ");
    private static final Path LAUNCHER = Path.of("ebb").toAbsolutePath();

    private final Process process;
    private final Path output;

    private EbbProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Starts {@code ebb} with these arguments. What it prints goes to a file in target. */
    static EbbProcess run(String name, String... arguments) throws IOException {
        return run(name, UnaryOperator.identity(), Map.of(), arguments);
    }

    /**
     * Starts {@code ebb}.
     *
     * @param name of the file of its output
     * @param around what to make of the command line, such as running it in a cgroup
     * @param environment variables beside the ones of this process
     */
    static EbbProcess run(
            String name, UnaryOperator<List<String>> around, Map<String, String> environment, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(LAUNCHER.toString()));
        command.addAll(List.of(arguments));
        Path output = Files.createDirectories(Path.of("target", "ebb-output")).resolve(name + ".log");
        ProcessBuilder builder = new ProcessBuilder(around.apply(command))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("EBB_BUILD", "never");
        builder.environment().put("EBB_ADMIN_PORT", "0"); // servers of different tests would want the same one
        builder.environment().putAll(environment);
        return new EbbProcess(builder.start(), output);
    }

    /** Starts a server on any free port and waits until it listens. */
    static Listening serve(String name, UnaryOperator<List<String>> around, String... options)
            throws IOException, InterruptedException {
        Path portFile = Files.createTempFile("ebb", ".port");
        Files.delete(portFile);
        List<String> arguments = new ArrayList<>(List.of("serve", "--port", "-1"));
        arguments.addAll(List.of(options));
        long begin = System.nanoTime();
        EbbProcess ebb = run(
                name, around, Map.of("MEMCACHED_PORT_FILENAME", portFile.toString()), arguments.toArray(String[]::new));
        try {
            while (!Files.exists(portFile)) {
                Duration waited = Duration.ofNanos(System.nanoTime() - begin);
                if (!ebb.process.isAlive() || waited.compareTo(PATIENCE) > 0) {
                    throw new IOException("not listening after " + waited.toMillis() + " ms:\n" + ebb.output());
                }
                TimeUnit.MILLISECONDS.sleep(2);
            }
            Duration startUp = Duration.ofNanos(System.nanoTime() - begin);
            String ports = Files.readString(portFile).trim();
            return new Listening(ebb, Integer.parseInt(ports.substring("TCP INET: ".length())), startUp);
        } catch (IOException | InterruptedException | RuntimeException e) {
            ebb.close();
            throw e;
        } finally {
            Files.deleteIfExists(portFile);
        }
    }

    /**
     * A server that answers.
     *
     * @param startUp from the start of the process to the first moment at which it listens
     */
    record Listening(EbbProcess process, int port, Duration startUp) implements AutoCloseable {

        /** Where its metrics are, if it was started with {@code --admin-port}. */
        String admin() throws IOException {
            Matcher told = ADMIN.matcher(process.output());
            if (!told.find()) {
                throw new IOException("no admin port:\n" + process.output());
            }
            return told.group(1);
        }

        @Override
        public void close() {
            process.close();
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** All that it has printed so far. */
    String output() throws IOException {
        return Files.readString(output);
    }

    /** Asks it to end, as a service manager would. */
    int terminate() throws InterruptedException {
        process.destroy();
        return exitCode();
    }

    /** Sends it a signal: {@code STOP}, {@code CONT}, {@code HUP}. */
    void signal(String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(pid()))
                .inheritIO()
                .start();
        if (kill.waitFor() != 0) {
            throw new IOException("kill -" + name + " " + pid() + " has failed");
        }
    }

    /** Types this on its standard input. */
    void type(String text) throws IOException {
        process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** Waits for its end. */
    int exitCode() throws InterruptedException {
        return exitCode(PATIENCE);
    }

    /** Waits for its end, with more or less patience. */
    int exitCode(Duration patience) throws InterruptedException {
        if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("process " + pid() + " does not end");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly()
                .onExit()
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }
}
