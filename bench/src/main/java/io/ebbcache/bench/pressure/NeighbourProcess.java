package io.ebbcache.bench.pressure;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * A running {@link Neighbour}. Orders do not wait: what it holds by now and how slow its pages came can be asked at any time.
 * Its JVM needs some 20 MiB beside what it is told to hold.
 */
public final class NeighbourProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int LOOK_MILLIS = 2;

    private final Process process;
    private final Writer orders;
    private final Thread reader;
    private volatile boolean closed;
    private long heldBytes;
    private long worstNanos;
    private long tookNanos;
    private int pending = 1; // it says once that it is there

    private NeighbourProcess(Process process) {
        this.process = process;
        this.orders = process.outputWriter(StandardCharsets.US_ASCII);
        this.reader = new Thread(this::listen, "neighbour");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts a neighbour that holds nothing yet.
     *
     * @param around what to make of the command line: run it in a cgroup
     */
    public static NeighbourProcess start(UnaryOperator<List<String>> around) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx8m",
                "-Xss256k",
                "-Xint",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData"));
        // What this JVM was opened for, its memory calls among it.
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--"))
                .forEach(command::add);
        command.addAll(List.of("-cp", classPath(), Neighbour.class.getName()));
        ProcessBuilder builder =
                new ProcessBuilder(around.apply(command)).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("MALLOC_MMAP_THRESHOLD_", Integer.toString(Neighbour.BLOCK_BYTES / 2));
        builder.environment().put("MALLOC_ARENA_MAX", "1");
        return new NeighbourProcess(builder.start());
    }

    /** Tells it how much to hold from now on. One that is dead does not hear it. */
    public void hold(long bytes) {
        synchronized (this) {
            pending++;
        }
        try {
            orders.append(Long.toString(bytes)).append('\n').flush();
        } catch (IOException e) {
            // It was killed; isAlive() tells.
        }
    }

    /** Waits until it holds what it was told. */
    public void awaitHolding() throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (isBusy()) {
            if (!isAlive()) {
                throw new IOException("the neighbour has ended with " + process.waitFor());
            }
            if (System.nanoTime() > end) {
                throw new IOException("the neighbour has waited for its memory for " + PATIENCE.toSeconds() + " s");
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    /** Whether it has not done yet what it was told. */
    public synchronized boolean isBusy() {
        return pending > 0;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** What it holds, 0 if it is dead. */
    public synchronized long heldBytes() {
        return process.isAlive() ? heldBytes : 0;
    }

    /** The longest that one page kept it waiting, since the last time that this was asked. */
    public synchronized long takeWorstNanos() {
        long worst = worstNanos;
        worstNanos = 0;
        return worst;
    }

    /** How long all that it was told to take has taken it so far. */
    public synchronized long tookNanos() {
        return tookNanos;
    }

    /** Sends it away; its exit code. */
    public int leave() throws IOException, InterruptedException {
        orders.close();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IOException("the neighbour does not leave");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        closed = true;
        process.destroyForcibly().onExit().join();
    }

    private void listen() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.US_ASCII)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                hear(line.split(" ", -1));
            }
        } catch (IOException e) {
            if (!closed) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private synchronized void hear(String[] words) {
        heldBytes = Long.parseLong(words[1]);
        worstNanos = Math.max(worstNanos, Long.parseLong(words[2]));
        if (words[0].equals("done")) {
            pending--;
            tookNanos += Long.parseLong(words[3]);
        }
    }

    /** Absolute, for the process may start elsewhere. */
    private static String classPath() {
        return String.join(
                File.pathSeparator,
                List.of(System.getProperty("java.class.path").split(File.pathSeparator)).stream()
                        .map(entry -> Path.of(entry).toAbsolutePath().toString())
                        .toList());
    }
}
