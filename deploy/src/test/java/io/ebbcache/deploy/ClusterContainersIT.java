package io.ebbcache.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.Network.Ipam;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;

/**
 * Three nodes on a network of an engine, that find each other by a name of all, as in Kubernetes; a client in a fourth container
 * looks on. One node is halted, killed and cut off: the others go on without it, and take it back.
 */
@Timeout(value = 240, unit = TimeUnit.SECONDS)
class ClusterContainersIT {

    private static final int NODES = 3;
    private static final int KEYS = 60;
    private static final long LIMIT_BYTES = 512L << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Whoever comes back to this network shall have the address that he had: so it needs a range of its own. None is in use here (RFC 2544). */
    private final String range = "198.18." + ThreadLocalRandom.current().nextInt(256) + ".";

    private final List<GenericContainer<?>> nodes = new ArrayList<>();

    @TempDir
    private Path directory;

    private Network network;
    private GenericContainer<?> client;

    @BeforeEach
    void start() throws Exception {
        EbbImage image = EbbImage.built();
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(directory.resolve("secret"), "only for us");
        network = Network.builder()
                .createNetworkCmdModifier(
                        create -> create.withIpam(new Ipam().withConfig(new Ipam.Config().withSubnet(range + "0/24"))))
                .build();
        System.out.println("network of nodes: " + range + "0/24");
        client = image.script("sleep 600").withNetwork(network);
        client.start();
        for (int i = 0; i < NODES; i++) {
            nodes.add(node(image, i));
        }
        nodes.parallelStream().forEach(GenericContainer::start);
        awaitRing(NODES, 0, 1, 2);
    }

    @AfterEach
    void end() {
        nodes.forEach(GenericContainer::stop);
        if (client != null) {
            client.stop();
        }
        if (network != null) {
            network.close();
        }
    }

    private GenericContainer<?> node(EbbImage image, int index) {
        GenericContainer<?> node = image.server(
                        LIMIT_BYTES,
                        "--threads=1",
                        "--connections=64",
                        "--cluster=it",
                        "--join=dns:nodes",
                        "--node-name=node-" + index,
                        "--cluster-secret-file=/secrets/secret",
                        "--route=forward",
                        "--failure-timeout=2",
                        "--hold-down=1")
                .withNetwork(network)
                .withNetworkAliases("nodes", "node-" + index)
                .withCreateContainerCmdModifier(create -> create.withIpv4Address(address(index)));
        return EbbImage.reads(node, directory, "/secrets");
    }

    private String address(int index) {
        return range + (100 + index);
    }

    @Test
    void shouldGoOnWithoutNodeThatIsHaltedKilledOrCutOff() throws Exception {
        DockerClient engine = DockerClientFactory.instance().client();
        store(0, "first");
        assertThat(hits(2, "first")).as("keys that another node finds").isEqualTo(KEYS);

        String halted = nodes.get(1).getContainerId();
        engine.pauseContainerCmd(halted).exec();
        lasted("halted", () -> awaitRing(2, 0, 2));
        store(0, "second");
        assertThat(hits(2, "second")).isEqualTo(KEYS);
        engine.unpauseContainerCmd(halted).exec();
        lasted("goes on", () -> awaitRing(NODES, 0, 1, 2));
        assertThat(hits(1, "first"))
                .as("values that are older than what was stored since")
                .isZero();

        engine.killContainerCmd(halted).exec();
        lasted("killed", () -> awaitRing(2, 0, 2));
        store(2, "third");
        assertThat(hits(0, "third")).isEqualTo(KEYS);
        engine.startContainerCmd(halted).exec();
        lasted("started again", () -> awaitRing(NODES, 0, 1, 2));

        String cut = nodes.get(2).getContainerId();
        engine.disconnectFromNetworkCmd()
                .withContainerId(cut)
                .withNetworkId(network.getId())
                .exec();
        lasted("cut off", () -> {
            awaitRing(2, 0, 1);
            await().atMost(PATIENCE).until(() -> sees(nodes.get(2), "127.0.0.1", 1));
            return null;
        });
        assertThat(EbbImage.say(nodes.get(2), "127.0.0.1", "set alone 0 0 2\\r\\nit\\r\\nget alone\\r\\n"))
                .as("who is alone serves")
                .isEqualTo("STORED\r\nVALUE alone 0 2\r\nit\r\nEND\r\n");
        store(0, "fourth");
        assertThat(hits(1, "fourth")).isEqualTo(KEYS);
        engine.connectToNetworkCmd()
                .withContainerId(cut)
                .withNetworkId(network.getId())
                .withContainerNetwork(new ContainerNetwork()
                        .withAliases("nodes", "node-2")
                        .withIpv4Address(address(2))
                        .withIpamConfig(new ContainerNetwork.Ipam().withIpv4Address(address(2))))
                .exec();
        lasted("connected again", () -> awaitRing(NODES, 0, 1, 2));
        store(1, "fifth");
        for (int i = 0; i < NODES; i++) {
            assertThat(hits(i, "fifth")).isEqualTo(KEYS);
        }
    }

    /** Tells how long something took. */
    private static void lasted(String what, Callable<Void> step) throws Exception {
        long begin = System.nanoTime();
        step.call();
        System.out.printf(
                "one of three containers %s: one ring after %d ms%n",
                what, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
    }

    /** Waits until each of these has a ring of so many, all of whom it sees. */
    private Void awaitRing(int count, int... indices) {
        for (int index : indices) {
            await().atMost(PATIENCE).until(() -> sees(client, "node-" + index, count));
        }
        return null;
    }

    private static boolean sees(GenericContainer<?> from, String host, int count) throws Exception {
        String stats = EbbImage.say(from, host, "stats cluster\\r\\n");
        String state = count == 1 ? "alone" : "complete";
        return stats.contains("STAT ring_nodes " + count + "\r\n") && stats.contains("STAT state " + state);
    }

    private void store(int index, String value) throws Exception {
        StringBuilder requests = new StringBuilder();
        for (int i = 0; i < KEYS; i++) {
            requests.append("set k").append(i).append(" 0 0 ").append(value.length());
            requests.append("\\r\\n").append(value).append("\\r\\n");
        }
        assertThat(EbbImage.say(client, "node-" + index, requests.toString())).isEqualTo("STORED\r\n".repeat(KEYS));
    }

    /** How many keys have this value, asking one node. */
    private int hits(int index, String value) throws Exception {
        StringBuilder request = new StringBuilder("get");
        for (int i = 0; i < KEYS; i++) {
            request.append(" k").append(i);
        }
        String replies =
                EbbImage.say(client, "node-" + index, request.append("\\r\\n").toString());
        return (int) replies.lines().filter(value::equals).count();
    }
}
