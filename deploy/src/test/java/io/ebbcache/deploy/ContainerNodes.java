package io.ebbcache.deploy;

import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.model.Network.Ipam;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;

/** Nodes on a network of an engine, that find each other by a name of all, as in Kubernetes; a client in a container of its own looks on. */
final class ContainerNodes implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final long LIMIT_BYTES = 512L << 20;

    /** Whoever comes back to this network shall have the address that he had: so it needs a range of its own. None is in use here (RFC 2544). */
    private final String range = "198.18." + ThreadLocalRandom.current().nextInt(256) + ".";

    private final Network network = Network.builder()
            .createNetworkCmdModifier(
                    create -> create.withIpam(new Ipam().withConfig(new Ipam.Config().withSubnet(range + "0/24"))))
            .build();
    private final List<GenericContainer<?>> nodes = new ArrayList<>();
    private final GenericContainer<?> client;

    private ContainerNodes(GenericContainer<?> client) {
        this.client = client.withNetwork(network);
    }

    /**
     * Starts them, and waits until they are one ring.
     *
     * @param client a container that stays, with bash
     * @param directory for the secret of the nodes
     */
    static ContainerNodes start(EbbImage image, int count, GenericContainer<?> client, Path directory)
            throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(directory.resolve("secret"), "only for us");
        ContainerNodes nodes = new ContainerNodes(client);
        System.out.println("network of nodes: " + nodes.range + "0/24");
        try {
            client.start();
            for (int i = 0; i < count; i++) {
                nodes.nodes.add(nodes.node(image, i, directory));
            }
            nodes.nodes.parallelStream().forEach(GenericContainer::start);
            nodes.awaitRing(count);
            return nodes;
        } catch (RuntimeException | Error e) {
            nodes.close();
            throw e;
        }
    }

    private GenericContainer<?> node(EbbImage image, int index, Path directory) {
        GenericContainer<?> node = image.server(
                        LIMIT_BYTES,
                        "--threads=1",
                        "--connections=64",
                        "--cluster=it",
                        "--join=dns:nodes",
                        "--node-name=" + name(index),
                        "--advertise=" + name(index),
                        "--cluster-secret-file=/secrets/secret",
                        "--route=forward",
                        "--failure-timeout=2",
                        "--hold-down=1")
                .withNetwork(network)
                .withNetworkAliases("nodes", name(index))
                .withCreateContainerCmdModifier(create -> create.withIpv4Address(address(index)));
        return EbbImage.reads(node, directory, "/secrets");
    }

    /** What a node is called, by others and on its network. */
    String name(int index) {
        return "node-" + index;
    }

    /** Where it is on its network. */
    String address(int index) {
        return range + (100 + index);
    }

    List<String> names() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            names.add(name(i));
        }
        return Collections.unmodifiableList(names);
    }

    GenericContainer<?> node(int index) {
        return nodes.get(index);
    }

    GenericContainer<?> client() {
        return client;
    }

    Network network() {
        return network;
    }

    /** Lets the client speak to a node. */
    String say(int index, String requests) throws Exception {
        return EbbImage.say(client, name(index), requests);
    }

    /** Waits until all have one ring, all of whose nodes they see. */
    void awaitRing(int count) {
        for (int i = 0; i < nodes.size(); i++) {
            awaitRing(count, i);
        }
    }

    /** Waits until each of these has a ring of so many, all of whom it sees. */
    void awaitRing(int count, int... indices) {
        for (int index : indices) {
            await().atMost(PATIENCE).until(() -> sees(client, name(index), count));
        }
    }

    static boolean sees(GenericContainer<?> from, String host, int count) throws Exception {
        String stats = EbbImage.say(from, host, "stats cluster\\r\\n");
        String state = count == 1 ? "alone" : "complete";
        return stats.contains("STAT ring_nodes " + count + "\r\n") && stats.contains("STAT state " + state);
    }

    @Override
    public void close() {
        nodes.forEach(GenericContainer::stop);
        client.stop();
        network.close();
    }
}
