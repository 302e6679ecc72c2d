package io.ebbcache.deploy;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A client in a process of its own, led by lines: its program answers each with one. */
final class ForeignClient implements DiscoveringClient {

    private static final Path NODE_CLIENTS = Path.of("target", "node-clients");
    private static final Path AWS_CLIENTS = Path.of("target", "aws-client");
    private static final int INSTALL_SECONDS = 120;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String name;
    private final Process process;
    private final Path errors;
    private final BufferedReader answers;
    private final Writer lines;

    private ForeignClient(String name, Path directory, List<String> command, int port) throws IOException {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of("127.0.0.1", String.valueOf(port)));
        this.name = name;
        this.errors = Files.createDirectories(Path.of("target", "ebb-output")).resolve(name + ".log");
        this.process = new ProcessBuilder(all)
                .directory(directory.toFile())
                .redirectError(errors.toFile())
                .start();
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.lines = process.outputWriter(StandardCharsets.UTF_8);
    }

    /** AWS's own for Java, which has classes of the same names as spymemcached: so it runs from its source, beside its jar alone. */
    static ForeignClient aws(int port) throws IOException {
        Path source = copy("AwsClient.java", AWS_CLIENTS);
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String jars = String.join(File.separator, AWS_CLIENTS.toAbsolutePath().toString(), "*");
        return new ForeignClient(
                "aws-elasticache-java", Path.of("."), List.of(java, "-Xmx128m", "-cp", jars, source.toString()), port);
    }

    /** That of the npm registry. */
    static ForeignClient node(int port) throws Exception {
        copy("node/package.json", NODE_CLIENTS);
        copy("node/elasticache_client.js", NODE_CLIENTS);
        Process install = new ProcessBuilder("npm", "install", "--no-audit", "--no-fund", "--prefer-offline")
                .directory(NODE_CLIENTS.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!install.waitFor(INSTALL_SECONDS, TimeUnit.SECONDS) || install.exitValue() != 0) {
            install.destroyForcibly();
            throw new IOException("npm does not install memcached-elasticache");
        }
        return new ForeignClient("memcached-elasticache", NODE_CLIENTS, List.of("node", "elasticache_client.js"), port);
    }

    private static Path copy(String resource, Path directory) throws IOException {
        Path target =
                Files.createDirectories(directory).resolve(Path.of(resource).getFileName());
        try (InputStream in = Objects.requireNonNull(ForeignClient.class.getResourceAsStream(resource), resource)) {
            Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
        }
        return target;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String nodes() throws IOException {
        return ask("nodes");
    }

    @Override
    public String keep(String prefix, int count) throws IOException {
        return ask("keep " + prefix + " " + count);
    }

    private String ask(String line) throws IOException {
        try {
            lines.write(line + "\n");
            lines.flush();
            Awaitility.await(name + " answers").atMost(PATIENCE).until(() -> !process.isAlive() || answers.ready());
            String answer = answers.readLine();
            if (answer != null) {
                return answer;
            }
        } catch (IOException e) {
            throw new IOException(name + " has ended: " + Files.readString(errors), e);
        }
        throw new IOException(name + " has ended: " + Files.readString(errors));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
