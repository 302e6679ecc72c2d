package io.ebbcache.bench.trace;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A server on a free port of this machine, started for one replay. Closing it ends the process. */
final class LocalServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String LAUNCHER = "ebb.launcher";
    private static final String PORT_FILE = "MEMCACHED_PORT_FILENAME";
    private static final String PORT_LINE = "TCP INET: ";

    private final Process process;
    private final InetSocketAddress address;

    private LocalServer(Process process, InetSocketAddress address) {
        this.process = process;
        this.address = address;
    }

    /** Where memcached is installed, if it is. */
    static Optional<Path> memcached() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .map(folder -> Path.of(folder, "memcached"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** The version that a memcached tells of itself. */
    static String versionOf(Path memcached) throws IOException {
        Process told = new ProcessBuilder(memcached.toString(), "-V")
                .redirectErrorStream(true)
                .start();
        String line = new String(told.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        return line.substring(line.lastIndexOf(' ') + 1);
    }

    /** Starts memcached with so much memory for items up to that size. */
    static LocalServer startMemcached(Path program, long memoryBytes, int maxItemBytes) throws IOException {
        List<String> command = new ArrayList<>(List.of(program.toString(), "-u", System.getProperty("user.name")));
        command.addAll(options(memoryBytes, maxItemBytes));
        return start(command);
    }

    /** Starts Ebb with so much memory for items up to that size. */
    static LocalServer startEbb(long memoryBytes, int maxItemBytes) throws IOException {
        String launcher = System.getProperty(LAUNCHER);
        if (launcher == null) {
            throw new IOException("nobody says where Ebb's launcher is: start this program with it");
        }
        List<String> command = new ArrayList<>(List.of(launcher, "serve"));
        command.addAll(options(memoryBytes, maxItemBytes));
        return start(command);
    }

    private static List<String> options(long memoryBytes, int maxItemBytes) {
        return List.of(
                "-l",
                "127.0.0.1",
                "-p",
                "-1",
                "-t",
                "1",
                "-c",
                "16",
                "-m",
                Long.toString(memoryBytes >> 20),
                "-I",
                Integer.toString(maxItemBytes));
    }

    private static LocalServer start(List<String> command) throws IOException {
        Path folder = Files.createTempDirectory("ebb-trace");
        Path portFile = folder.resolve("port");
        Path log = folder.resolve("log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put(PORT_FILE, portFile.toString());
        Process process = builder.start();
        try {
            return new LocalServer(process, awaitPort(process, portFile, log));
        } catch (IOException e) {
            process.destroyForcibly();
            throw e;
        } finally {
            Files.deleteIfExists(portFile);
            Files.deleteIfExists(log);
            Files.deleteIfExists(folder);
        }
    }

    private static InetSocketAddress awaitPort(Process process, Path portFile, Path log) throws IOException {
        long begin = System.nanoTime();
        while (!Files.exists(portFile)) {
            if (!process.isAlive() || System.nanoTime() - begin > PATIENCE.toNanos()) {
                throw new IOException(
                        "a server does not listen: " + Files.readString(log).strip());
            }
            try {
                TimeUnit.MILLISECONDS.sleep(2);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted before a server listened", e);
            }
        }
        String line = Files.readString(portFile).lines().findFirst().orElse("");
        if (!line.startsWith(PORT_LINE)) {
            throw new IOException("a server tells its port as: " + line);
        }
        return new InetSocketAddress(
                InetAddress.getLoopbackAddress(), Integer.parseInt(line.substring(PORT_LINE.length())));
    }

    InetSocketAddress address() {
        return address;
    }

    @Override
    public void close() {
        process.destroyForcibly()
                .onExit()
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }
}
