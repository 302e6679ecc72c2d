package io.ebbcache.bench.faults;

import io.ebbcache.bench.process.ServerKind;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Real nodes, each in its own namespace, and what can be done to them. Nodes are counted from 0, and called n1, n2 and so on. */
final class Cluster implements AutoCloseable {
    private static final int PORT = 11_211;
    private static final int PATIENCE_SECONDS = 60;

    private final NodeNetwork network;
    private final FaultsPlan plan;
    private final Path logs;
    private final int most;
    private final Map<Integer, Process> processes = new HashMap<>();
    private final Thread endWithThisProgram;
    private boolean closed;

    private Cluster(NodeNetwork network, FaultsPlan plan, Path logs, int most) {
        this.network = network;
        this.plan = plan;
        this.logs = logs;
        this.most = most;
        endWithThisProgram = new Thread(this::end, "end-of-cluster");
        Runtime.getRuntime().addShutdownHook(endWithThisProgram);
    }

    /**
     * A cluster of which no node runs yet. It ends when it is closed, or when this program ends.
     *
     * @param logs the folder in which nodes leave what they print
     * @param most nodes that there will ever be
     */
    static Cluster create(FaultsPlan plan, Path logs, int most) throws IOException {
        Cluster cluster = new Cluster(NodeNetwork.free(), plan, Files.createDirectories(logs), most);
        try {
            cluster.network.build(most);
            return cluster;
        } catch (IOException e) {
            cluster.close();
            throw e;
        }
    }

    static String name(int node) {
        return "n" + (node + 1);
    }

    InetSocketAddress address(int node) {
        return new InetSocketAddress(network.address(node), PORT);
    }

    /** Starts a node; does not wait until it answers. */
    synchronized void start(int node) throws IOException {
        if (closed) {
            throw new IOException("this program ends");
        }
        ProcessBuilder builder = new ProcessBuilder(network.inside(node, command(node)))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log(node).toFile()));
        builder.environment().put("EBB_BUILD", "never");
        processes.put(node, builder.start());
    }

    private List<String> command(int node) throws IOException {
        String program = ServerKind.EBB
                .program()
                .orElseThrow(() -> new IOException("Ebb is not installed here"))
                .toString();
        String all = IntStream.range(0, most).mapToObj(network::address).collect(Collectors.joining(","));
        String own = network.address(node);
        FaultsPlan.Nodes nodes = plan.nodes();
        List<String> command = new ArrayList<>(List.of(program, "serve", "--admin-port", "0"));
        command.addAll(List.of("-l", own, "-p", Integer.toString(PORT)));
        command.addAll(
                List.of("-t", Integer.toString(nodes.threads()), "-m", Integer.toString(nodes.memoryMebibytes())));
        command.addAll(List.of("--cluster", "faults", "--join", all, "--cluster-listen", own));
        command.addAll(List.of("--node-name", name(node), "--route", "forward"));
        command.addAll(List.of("--hold-down", Long.toString(nodes.holdDown().toSeconds())));
        command.addAll(List.of(
                "--failure-timeout", Long.toString(nodes.failureTimeout().toSeconds())));
        return command;
    }

    private Path log(int node) {
        return logs.resolve(name(node) + ".log");
    }

    /** SIGKILL. Returns when it is gone. */
    void kill(int node) throws InterruptedException {
        Process process = process(node);
        process.destroyForcibly();
        process.waitFor();
    }

    /** SIGTERM. */
    void terminate(int node) {
        process(node).destroy();
    }

    void awaitEnd(int node) throws IOException, InterruptedException {
        if (!process(node).waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IOException(name(node) + " does not end");
        }
    }

    /** SIGSTOP. */
    void stop(int node) throws IOException {
        SystemCommand.run("kill -STOP " + process(node).pid());
    }

    /** SIGCONT. */
    void go(int node) throws IOException {
        SystemCommand.run("kill -CONT " + process(node).pid());
    }

    void cut(Set<Integer> these, Set<Integer> those) throws IOException {
        network.cut(these, those);
    }

    void heal() throws IOException {
        network.heal(IntStream.range(0, most).boxed().collect(Collectors.toSet()));
    }

    /** Says which node has ended though nobody ended it. */
    void checkAlive(Set<Integer> nodes) throws IOException {
        for (int node : nodes) {
            if (!process(node).isAlive()) {
                Path log = log(node);
                String last = Files.readString(log).lines().reduce("", (first, second) -> second);
                throw new IOException(name(node) + " has ended by itself, see " + log + ": " + last);
            }
        }
    }

    private synchronized Process process(int node) {
        @Nullable Process process = processes.get(node);
        if (process == null) {
            throw new IllegalStateException(name(node) + " was never started");
        }
        return process;
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(endWithThisProgram);
        } catch (IllegalStateException e) {
            // this program ends just now, and the hook does its work
        }
        end();
    }

    /** Ends all at once, also those that are stopped. */
    private synchronized void end() {
        closed = true;
        processes.values().forEach(Process::destroyForcibly);
        processes.values().forEach(process -> process.onExit().join());
        network.close();
    }
}
