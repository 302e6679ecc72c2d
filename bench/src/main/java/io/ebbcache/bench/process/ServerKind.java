package io.ebbcache.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A server that can be started here. */
public enum ServerKind {
    EBB("Ebb"),
    MEMCACHED("memcached");

    /** The launcher tells where it is. */
    private static final String LAUNCHER = System.getProperty("ebb.launcher", "");

    private static final String MEMCACHED_RUNS_AS = "nobody";

    private final String text;

    ServerKind(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }

    /** Where its program is, if it is there. */
    public Optional<Path> program() {
        if (this == EBB) {
            return Optional.of(Path.of(LAUNCHER)).filter(Files::isExecutable);
        }
        String path = System.getenv("PATH");
        return Arrays.stream((path == null ? "/usr/bin" : path).split(":", -1))
                .map(folder -> Path.of(folder, "memcached"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * What starts it on 127.0.0.1 and any free port.
     *
     * @param threads that serve
     * @param memoryMebibytes the most that values may take
     * @param connections the most at a time
     */
    List<String> command(int threads, int memoryMebibytes, int connections) throws IOException {
        String program = program()
                .orElseThrow(() -> new IOException(this + " is not installed here"))
                .toString();
        List<String> command = new ArrayList<>(List.of(program));
        if (this == EBB) {
            command.addAll(List.of("serve", "--admin-port", "0"));
        } else if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("-u", MEMCACHED_RUNS_AS)); // it refuses to run as root
        }
        command.addAll(List.of("-p", "-1", "-l", "127.0.0.1", "-t", Integer.toString(threads)));
        command.addAll(List.of("-m", Integer.toString(memoryMebibytes), "-c", Integer.toString(connections)));
        return command;
    }
}
