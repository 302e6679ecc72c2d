package io.ebbcache.bench.clients;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** One round in a JVM of its own, so that no client is served by what another one has warmed or left behind. */
final class ClientProgram {
    private static final String HEAP = "-Xmx256m";

    private ClientProgram() {}

    /** What the other JVM runs. */
    public static void main(String[] arguments) throws Exception {
        Task task = Task.parse(arguments);
        try (DrivenClient client = task.kind().connect(task.port())) {
            System.out.println(new ClientLoad(client, task).run().line());
        }
        System.exit(0); // some clients leave threads behind
    }

    /**
     * Runs a round and waits for it.
     *
     * @param around what to make of the command line: on which processor
     */
    static ClientRound run(Task task, UnaryOperator<List<String>> around) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                HEAP,
                "-XX:+UseSerialGC"));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> flag.startsWith("--") || flag.startsWith("-Dio.netty"))
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ClientProgram.class.getName()));
        command.addAll(task.arguments());
        Process process = new ProcessBuilder(around.apply(command))
                .redirectErrorStream(true)
                .start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return ClientRound.parse(output);
        } finally {
            process.destroy();
        }
    }
}
