package io.ebbcache.deploy;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Nodes of one cluster on this machine that forward, each started as a user does. Closing them ends those that still run. */
final class ClusterNodes implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String name;
    private final Path secret;
    private final Visitor visitor;
    private final IntFunction<List<String>> options;
    private final List<Integer> clusterPorts;
    private final List<EbbProcess.Listening> nodes = new ArrayList<>();

    /**
     * Starts them and waits until they know each other.
     *
     * @param visitor may come to each of them
     * @param options of a node beside those that all nodes need
     */
    ClusterNodes(String name, int count, Path directory, Visitor visitor, IntFunction<List<String>> options)
            throws Exception {
        this.name = name;
        this.visitor = visitor;
        this.options = options;
        secret = Files.writeString(directory.resolve("secret"), "only for us");
        clusterPorts = ClusterPorts.free(count);
        try {
            nodes.add(start(0));
            startOthers(count);
            for (int i = 0; i < count; i++) {
                awaitRing(i, count);
            }
        } catch (Exception | AssertionError failed) {
            close();
            throw failed;
        }
    }

    /** All at once, as the first is there to be joined. */
    private void startOthers(int count) throws Exception {
        ExecutorService starting = Executors.newFixedThreadPool(count);
        try {
            List<Future<EbbProcess.Listening>> started = new ArrayList<>();
            for (int i = 1; i < count; i++) {
                int index = i;
                started.add(starting.submit(() -> start(index)));
            }
            ExecutionException failure = null;
            for (Future<EbbProcess.Listening> each : started) {
                try {
                    nodes.add(each.get());
                } catch (ExecutionException e) {
                    failure = e;
                }
            }
            if (failure != null) {
                throw failure;
            }
        } finally {
            starting.shutdown();
        }
    }

    private EbbProcess.Listening start(int index) throws Exception {
        String all = clusterPorts.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
        List<String> arguments = new ArrayList<>(List.of(
                "-m",
                "64",
                "-t",
                "1",
                "--cluster=it",
                "--join=" + all,
                "--cluster-listen=127.0.0.1",
                "--cluster-port=" + clusterPorts.get(index),
                "--node-name=node-" + index,
                "--cluster-secret-file=" + secret,
                "--route=forward"));
        arguments.addAll(options.apply(index));
        return EbbProcess.serve(name + "-" + index, UnaryOperator.identity(), arguments.toArray(String[]::new));
    }

    /** Starts one that has ended again; it listens for clients at another port. */
    void restart(int index) throws Exception {
        nodes.set(index, start(index));
    }

    EbbProcess.Listening get(int index) {
        return nodes.get(index);
    }

    /** Says something to one, and returns all that it replies. */
    String say(int index, String requests) throws IOException {
        return visitor.say(nodes.get(index).port(), requests);
    }

    /** What one knows of the cluster. */
    String stats(int index) throws IOException {
        return say(index, "stats cluster\r\n");
    }

    /** Of what one counts about the cluster. */
    long count(int index, String counter) throws IOException {
        return stats(index)
                .lines()
                .filter(line -> line.startsWith("STAT " + counter + " "))
                .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no " + counter));
    }

    /** Waits until one has a ring of so many, all of whom it sees. */
    void awaitRing(int index, int count) {
        await().atMost(PATIENCE).until(() -> {
            String stats = stats(index);
            return stats.contains("STAT ring_nodes " + count + "\r\n") && stats.contains("STAT state complete");
        });
    }

    @Override
    public void close() {
        nodes.forEach(EbbProcess.Listening::close);
    }
}
