package io.ebbcache.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.ContainerNetwork;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;

/**
 * Three nodes on a network of an engine, that find each other by a name of all, as in Kubernetes; a client in a fourth container
 * looks on. One node is halted, killed and cut off: the others go on without it, and take it back.
 */
@Timeout(value = 240, unit = TimeUnit.SECONDS)
class ClusterContainersIT {

    private static final int NODES = 3;
    private static final int KEYS = 60;

    @TempDir
    private Path directory;

    private ContainerNodes nodes;

    @BeforeEach
    void start() throws Exception {
        EbbImage image = EbbImage.built();
        nodes = ContainerNodes.start(image, NODES, image.script("sleep 600"), directory);
    }

    @AfterEach
    void end() {
        if (nodes != null) {
            nodes.close();
        }
    }

    @Test
    void shouldGoOnWithoutNodeThatIsHaltedKilledOrCutOff() throws Exception {
        DockerClient engine = DockerClientFactory.instance().client();
        store(0, "first");
        assertThat(hits(2, "first")).as("keys that another node finds").isEqualTo(KEYS);

        String halted = nodes.node(1).getContainerId();
        engine.pauseContainerCmd(halted).exec();
        lasted("halted", () -> nodes.awaitRing(2, 0, 2));
        store(0, "second");
        assertThat(hits(2, "second")).isEqualTo(KEYS);
        engine.unpauseContainerCmd(halted).exec();
        lasted("goes on", () -> nodes.awaitRing(NODES, 0, 1, 2));
        assertThat(hits(1, "first"))
                .as("values that are older than what was stored since")
                .isZero();

        engine.killContainerCmd(halted).exec();
        lasted("killed", () -> nodes.awaitRing(2, 0, 2));
        store(2, "third");
        assertThat(hits(0, "third")).isEqualTo(KEYS);
        engine.startContainerCmd(halted).exec();
        lasted("started again", () -> nodes.awaitRing(NODES, 0, 1, 2));

        String cut = nodes.node(2).getContainerId();
        engine.disconnectFromNetworkCmd()
                .withContainerId(cut)
                .withNetworkId(nodes.network().getId())
                .exec();
        lasted("cut off", () -> {
            nodes.awaitRing(2, 0, 1);
            await().atMost(ContainerNodes.PATIENCE).until(() -> ContainerNodes.sees(nodes.node(2), "127.0.0.1", 1));
        });
        assertThat(EbbImage.say(nodes.node(2), "127.0.0.1", "set alone 0 0 2\\r\\nit\\r\\nget alone\\r\\n"))
                .as("who is alone serves")
                .isEqualTo("STORED\r\nVALUE alone 0 2\r\nit\r\nEND\r\n");
        store(0, "fourth");
        assertThat(hits(1, "fourth")).isEqualTo(KEYS);
        engine.connectToNetworkCmd()
                .withContainerId(cut)
                .withNetworkId(nodes.network().getId())
                .withContainerNetwork(new ContainerNetwork()
                        .withAliases("nodes", "node-2")
                        .withIpv4Address(nodes.address(2))
                        .withIpamConfig(new ContainerNetwork.Ipam().withIpv4Address(nodes.address(2))))
                .exec();
        lasted("connected again", () -> nodes.awaitRing(NODES, 0, 1, 2));
        store(1, "fifth");
        for (int i = 0; i < NODES; i++) {
            assertThat(hits(i, "fifth")).isEqualTo(KEYS);
        }
    }

    /** Tells how long something took. */
    private static void lasted(String what, Runnable step) {
        long begin = System.nanoTime();
        step.run();
        System.out.printf(
                "one of three containers %s: one ring after %d ms%n",
                what, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
    }

    private void store(int index, String value) throws Exception {
        StringBuilder requests = new StringBuilder();
        for (int i = 0; i < KEYS; i++) {
            requests.append("set k").append(i).append(" 0 0 ").append(value.length());
            requests.append("\\r\\n").append(value).append("\\r\\n");
        }
        assertThat(nodes.say(index, requests.toString())).isEqualTo("STORED\r\n".repeat(KEYS));
    }

    /** How many keys have this value, asking one node. */
    private int hits(int index, String value) throws Exception {
        StringBuilder request = new StringBuilder("get");
        for (int i = 0; i < KEYS; i++) {
            request.append(" k").append(i);
        }
        String replies = nodes.say(index, request.append("\\r\\n").toString());
        return (int) replies.lines().filter(value::equals).count();
    }
}
