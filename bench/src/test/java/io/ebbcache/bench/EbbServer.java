package io.ebbcache.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** Ebb in a virtual machine of its own, on the class path of the test. */
public final class EbbServer implements AutoCloseable {
    private final Process process;
    private final int port;

    public EbbServer(Path folder) throws IOException {
        Path portFile = folder.resolve("port");
        ProcessBuilder builder = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:MaxDirectMemorySize=512m",
                "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "io.ebbcache.server.launch.Ebb",
                "serve",
                "-p",
                "-1",
                "-m",
                "64",
                "-c",
                "64",
                "--admin-port",
                "0"));
        builder.environment().put("MEMCACHED_PORT_FILENAME", portFile.toString());
        process = builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("ebb.log").toFile())
                .start();
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> isThere(portFile) || !process.isAlive());
        if (!isThere(portFile)) {
            throw new IOException("Ebb does not start: " + Files.readString(folder.resolve("ebb.log")));
        }
        port = Integer.parseInt(Files.readString(portFile).replaceAll("\\D", ""));
    }

    private static boolean isThere(Path portFile) throws IOException {
        return Files.exists(portFile) && Files.readString(portFile).endsWith("\n");
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
