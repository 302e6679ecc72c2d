package io.ebbcache.deploy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A running {@link Neighbour} in a cgroup. Its JVM needs some 15 MiB beside what it is told to hold. */
final class NeighbourProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;
    private final long worstStallMicros;

    private NeighbourProcess(Process process) throws IOException {
        this.process = process;
        this.output = process.inputReader();
        this.worstStallMicros = Long.parseLong(expect("holding "));
    }

    /**
     * Starts a neighbour and waits until it holds its memory.
     *
     * @param pauseMillis after each MiB; 0 to take all as fast as it can
     */
    static NeighbourProcess start(MemoryCgroup cgroup, int mib, int pauseMillis) throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx16m",
                "-Xint",
                "-XX:+UseSerialGC",
                "-XX:MaxDirectMemorySize=" + (mib + 1) + "m",
                "-cp",
                Path.of("target", "test-classes").toAbsolutePath().toString(),
                Neighbour.class.getName(),
                Integer.toString(mib),
                Integer.toString(pauseMillis));
        Process process = new ProcessBuilder(cgroup.around(command))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            return new NeighbourProcess(process);
        } catch (IOException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /** The longest that one page kept it waiting. */
    long worstStallMicros() {
        return worstStallMicros;
    }

    /** Sends it away; its exit code. */
    int leave() throws IOException, InterruptedException {
        process.outputWriter().append('\n').flush();
        expect("leaving");
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            throw new IOException("the neighbour does not leave");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private String expect(String beginning) throws IOException {
        String line = output.readLine();
        if (line == null || !line.startsWith(beginning)) {
            throw new IOException("the neighbour says: " + line);
        }
        return line.substring(beginning.length());
    }
}
