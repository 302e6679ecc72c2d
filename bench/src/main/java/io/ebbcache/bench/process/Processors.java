package io.ebbcache.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Who runs where. The server gets as many processors as it has threads, as long as one is left for the generator; both servers
 * get the same ones.
 *
 * @param server processors of the server, empty if it is tied to none
 * @param generator processors of this program, empty if it is tied to none
 * @param all that this program may use
 */
public record Processors(List<Integer> server, List<Integer> generator, List<Integer> all) {
    private static final Path TASKSET = Path.of("/usr/bin/taskset");
    private static final Path OWN_STATUS = Path.of("/proc/self/status");
    private static final String ALLOWED = "Cpus_allowed_list:";

    /** Shares out what there is. */
    public static Processors share(int serverThreads) throws IOException {
        List<Integer> all = allowed();
        if (all.size() < 2 || !Files.isExecutable(TASKSET)) {
            return new Processors(List.of(), List.of(), all);
        }
        int forServer = Math.min(serverThreads, all.size() - 1);
        return new Processors(all.subList(0, forServer), all.subList(forServer, all.size()), all);
    }

    /** A command line that runs another one on the server's processors. */
    public List<String> tie(List<String> command) {
        return tie(server, command);
    }

    /** A command line that runs another one on one processor, none of the server's. */
    public List<String> tieClient(List<String> command) {
        return tie(generator.isEmpty() ? generator : generator.subList(0, 1), command);
    }

    private static List<String> tie(List<Integer> processors, List<String> command) {
        if (processors.isEmpty()) {
            return command;
        }
        List<String> tied = new ArrayList<>(List.of(TASKSET.toString(), "-c", list(processors)));
        tied.addAll(command);
        return tied;
    }

    /** Ties this program, all its threads and those to come, to the generator's processors. */
    public void tieGenerator() throws IOException, InterruptedException {
        tieThisProcess(generator);
    }

    /** Lets this program run on all processors again. */
    public void untieGenerator() throws IOException, InterruptedException {
        tieThisProcess(generator.isEmpty() ? List.of() : all);
    }

    /** For a report. */
    public String text() {
        if (server.isEmpty()) {
            return all.size() < 2
                    ? "one processor for server and generator, nobody is tied"
                    : "taskset is missing, nobody is tied to a processor";
        }
        return "server on processor " + list(server) + ", generator on " + list(generator);
    }

    private static void tieThisProcess(List<Integer> processors) throws IOException, InterruptedException {
        if (processors.isEmpty()) {
            return;
        }
        String pid = Long.toString(ProcessHandle.current().pid());
        Process taskset = new ProcessBuilder(TASKSET.toString(), "-a", "-p", "-c", list(processors), pid)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (taskset.waitFor() != 0) {
            throw new IOException("taskset cannot tie this program to processor " + list(processors));
        }
    }

    private static List<Integer> allowed() throws IOException {
        if (!Files.exists(OWN_STATUS)) {
            return IntStream.range(0, Runtime.getRuntime().availableProcessors())
                    .boxed()
                    .toList();
        }
        String line = Files.readAllLines(OWN_STATUS).stream()
                .filter(each -> each.startsWith(ALLOWED))
                .findFirst()
                .orElseThrow(() -> new IOException("no " + ALLOWED + " in " + OWN_STATUS));
        return parse(line.substring(ALLOWED.length()).trim());
    }

    /** Reads the kernel's form of a set: {@code 0-3,8}. */
    static List<Integer> parse(String ranges) {
        List<Integer> numbers = new ArrayList<>();
        for (String range : ranges.split(",", -1)) {
            int dash = range.indexOf('-');
            int first = Integer.parseInt(dash < 0 ? range : range.substring(0, dash));
            int last = Integer.parseInt(range.substring(dash + 1));
            IntStream.rangeClosed(first, last).forEach(numbers::add);
        }
        return List.copyOf(numbers);
    }

    private static String list(List<Integer> processors) {
        return processors.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
