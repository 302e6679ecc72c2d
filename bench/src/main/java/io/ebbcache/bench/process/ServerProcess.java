package io.ebbcache.bench.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** A server that was started here and answers. It ends when it is closed, or when this program ends. */
public final class ServerProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long LOOK_MILLIS = 5;
    private static final String PORT_FILE_VARIABLE = "MEMCACHED_PORT_FILENAME";
    private static final String TCP = "TCP INET: ";
    private static final int KILLED = 128 + 9;

    private final ServerKind kind;
    private final Process process;
    private final Path log;
    private final int port;
    private final Thread endWithThisProgram;

    private ServerProcess(ServerKind kind, Process process, Path log, int port) {
        this.kind = kind;
        this.process = process;
        this.log = log;
        this.port = port;
        endWithThisProgram = new Thread(process::destroy, "end-of-" + kind);
        Runtime.getRuntime().addShutdownHook(endWithThisProgram);
    }

    /**
     * Starts a server and waits until it listens.
     *
     * @param threads that serve
     * @param memoryMebibytes the most that values may take
     * @param connections the most at a time
     * @param around what to make of the command line: on which processors, in which cgroup
     */
    public static ServerProcess start(
            ServerKind kind, int threads, int memoryMebibytes, int connections, UnaryOperator<List<String>> around)
            throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("ebb-bench");
        folder.toFile().setReadable(true, false);
        folder.toFile().setWritable(true, false); // memcached writes its port as another user
        folder.toFile().setExecutable(true, false);
        Path portFile = folder.resolve("port");
        Path log = folder.resolve(kind.name().toLowerCase(Locale.ROOT) + ".log");
        ProcessBuilder builder = new ProcessBuilder(around.apply(kind.command(threads, memoryMebibytes, connections)))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put(PORT_FILE_VARIABLE, portFile.toString());
        builder.environment().put("EBB_BUILD", "never");
        Process process = builder.start();
        try {
            return new ServerProcess(kind, process, log, awaitPort(kind, process, portFile, log));
        } catch (IOException | InterruptedException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    public ServerKind kind() {
        return kind;
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits a little for its end, and says whether it came. */
    public boolean endsWithin(Duration patience) throws InterruptedException {
        return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether it ended by the signal that the kernel sends who has no memory left. */
    public boolean wasKilled() {
        return !process.isAlive() && process.exitValue() == KILLED;
    }

    /** What it has printed. */
    public String log() throws IOException {
        return Files.readString(log);
    }

    /** User and system time of all its threads since it began. */
    public Duration cpuTime() {
        return process.toHandle().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** What of its memory is resident. */
    public ResidentMemory memory() throws IOException {
        return ResidentMemory.of(pid());
    }

    @Override
    public void close() throws IOException {
        letGo();
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        Files.deleteIfExists(log);
        Files.deleteIfExists(log.resolveSibling("port"));
        Files.deleteIfExists(log.getParent());
    }

    private void letGo() {
        try {
            Runtime.getRuntime().removeShutdownHook(endWithThisProgram);
        } catch (IllegalStateException e) {
            // this program ends just now, and the hook does its work
        }
    }

    private static int awaitPort(ServerKind kind, Process process, Path portFile, Path log)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end && process.isAlive()) {
            String ports = Files.exists(portFile) ? Files.readString(portFile) : "";
            int begin = ports.indexOf(TCP);
            int lineEnd = ports.indexOf('\n', begin);
            if (begin >= 0 && lineEnd > begin) {
                return Integer.parseInt(
                        ports.substring(begin + TCP.length(), lineEnd).trim());
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        throw new IOException(
                kind + " does not start: " + Files.readString(log).lines().reduce("", (first, second) -> second));
    }
}
