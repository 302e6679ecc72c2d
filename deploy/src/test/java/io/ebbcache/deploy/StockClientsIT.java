package io.ebbcache.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.MountableFile;

/** Clients that others wrote, as Debian has them, in a container beside those of Ebb: against one server, and against three nodes that forward. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class StockClientsIT {

    private static final List<String> PACKAGES = List.of("libmemcached-tools", "python3-pymemcache", "python3-pylibmc");
    private static final int NODES = 3;
    private static final String ALL_KEYS = "600\n";
    private static final long LIMIT_BYTES = 400L << 20;
    private static final Path DIALOGUES = Path.of("../cache-server/src/test/resources/io/ebbcache/server/net");
    private static final List<String> PYTHON = List.of("pymemcache_dialogue.py", "pylibmc_dialogue.py");

    @TempDir
    private static Path directory;

    private static EbbImage image;
    private static ContainerNodes nodes;

    @BeforeAll
    static void start() throws Exception {
        image = EbbImage.built();
        GenericContainer<?> clients = new GenericContainer<>(BaseImage.BASE.with(PACKAGES))
                .withCommand("sleep", "600")
                .withCopyFileToContainer(
                        MountableFile.forClasspathResource("io/ebbcache/deploy/three_nodes.py"), "/three_nodes.py");
        for (String dialogue : PYTHON) {
            clients.withCopyFileToContainer(MountableFile.forHostPath(DIALOGUES.resolve(dialogue)), "/" + dialogue);
        }
        nodes = ContainerNodes.start(image, NODES, clients, directory);
    }

    @AfterAll
    static void end() {
        if (nodes != null) {
            nodes.close();
        }
    }

    @Test
    void shouldServeOneClientOfEachKind() throws Exception {
        try (GenericContainer<?> alone = image.server(LIMIT_BYTES)) {
            alone.withNetwork(nodes.network()).withNetworkAliases("alone").start();
            assertThat(run("memccapable", "-h", "alone", "-p", "11211"))
                    .contains("All tests passed", "ascii set", "binary set")
                    .doesNotContain("[FAIL]");
            assertThat(run("python3", "/pymemcache_dialogue.py", "alone", "11211"))
                    .isEqualTo("all as expected\n");
            for (String protocol : List.of("text", "binary")) {
                assertThat(run("python3", "/pylibmc_dialogue.py", "alone", "11211", protocol))
                        .isEqualTo("all as expected\n");
            }
            System.out.println(
                    run("memcslap", "--servers=alone", "--concurrency=4", "--execute-number=2000", "--test=get"));
            assertThat(run("memcstat", "--servers=alone")).contains("version: 1.6.", "curr_items: 2000\n");
        }
    }

    /** The ring of the nodes is that of libmemcached: whoever uses that always asks the node that has the key. */
    @Test
    void shouldHaveKeysWhereLibmemcachedLooksForThem() throws Exception {
        long before = forwarded();
        assertThat(threeNodes("ketama", "store", "first")).isEqualTo(ALL_KEYS);
        assertThat(threeNodes("ketama", "find", "first")).isEqualTo(ALL_KEYS);
        assertThat(forwarded())
                .as("commands that another node had to be asked for")
                .isEqualTo(before);

        assertThat(threeNodes("rendezvous", "find", "first")).isEqualTo(ALL_KEYS);
        assertThat(threeNodes("rendezvous", "store", "second")).isEqualTo(ALL_KEYS);
        assertThat(threeNodes("ketama", "find", "second")).isEqualTo(ALL_KEYS);
        assertThat(forwarded())
                .as("commands of a client that places keys otherwise")
                .isGreaterThan(before);
    }

    @Test
    void shouldServeAllKeysByAnyOneNode() throws Exception {
        List<String> names = nodes.names();
        assertThat(run("python3", "/three_nodes.py", "ketama", "store", "third", names.get(0)))
                .isEqualTo(ALL_KEYS);
        for (String name : names) {
            assertThat(run("python3", "/three_nodes.py", "rendezvous", "find", "third", name))
                    .as("by %s", name)
                    .isEqualTo(ALL_KEYS);
        }
        String license = "/usr/share/common-licenses/GPL-3";
        run("memccp", "--servers=" + names.get(0), license);
        for (String name : names) {
            String servers = "--servers=" + name;
            run("bash", "-c", "memccat " + servers + " GPL-3 | cmp - <(cat " + license + "; echo)");
            run("memcexist", servers, "GPL-3");
        }
        run("memcrm", "--servers=" + names.get(1), "GPL-3");
        assertThat(client("memcexist", "--servers=" + names.get(2), "GPL-3").getExitCode())
                .isNotZero();
        run("memcslap", "--servers=" + String.join(",", names), "--concurrency=3", "--execute-number=1000");
    }

    private static String threeNodes(String client, String action, String round) throws Exception {
        List<String> command = new ArrayList<>(List.of("python3", "/three_nodes.py", client, action, round));
        command.addAll(nodes.names());
        return run(command.toArray(String[]::new));
    }

    /** How many commands the nodes have passed on to each other. */
    private static long forwarded() throws Exception {
        long sum = 0;
        for (int i = 0; i < NODES; i++) {
            Matcher line = Pattern.compile("STAT forwarded (\\d+)\r\n").matcher(nodes.say(i, "stats cluster\\r\\n"));
            assertThat(line.find()).isTrue();
            sum += Long.parseLong(line.group(1));
        }
        return sum;
    }

    /** What a client says that does what it is told. */
    private static String run(String... command) throws Exception {
        ExecResult result = client(command);
        String output = result.getStdout() + result.getStderr();
        assertThat(result.getExitCode())
                .as("%s: %s", String.join(" ", command), output)
                .isZero();
        return output;
    }

    private static ExecResult client(String... command) throws Exception {
        return nodes.client().execInContainer(command);
    }
}
