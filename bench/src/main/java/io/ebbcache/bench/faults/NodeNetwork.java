package io.ebbcache.bench.faults;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A network of its own on this machine: a namespace with a bridge, one more for each node, a pair of interfaces from each to
 * the bridge, and one from here.
 *
 * <pre>
 *  this program          ebb-1234-hub            ebb-1234-n1
 *  ebb1234 .254 ──────── here ─┐ bridge ┌─ p1 ── eth0 .1
 *                              └────────┴─ p2 ── eth0 .2     ebb-1234-n2
 * </pre>
 *
 * <p>The bridge has a namespace too, so that the packet filter of the machine does not meddle. All names have the number of
 * this process, and all goes when it ends.
 */
public final class NodeNetwork implements AutoCloseable {
    /** The first of the network's nodes' addresses has the number 1. */
    private static final int OWN_NUMBER = 254;

    private static final int NETWORKS = 256;
    private static final String NAMESPACE = "ebb-";
    private static final String HUB = "hub";

    private final long pid;
    private final String network;
    private final List<String> namespaces = new ArrayList<>();
    private boolean closed;

    private NodeNetwork(long pid, String network) {
        this.pid = pid;
        this.network = network;
    }

    /** One that is still to be built, with addresses that nobody uses here. */
    static NodeNetwork free() throws IOException {
        long pid = ProcessHandle.current().pid();
        removeLeftovers();
        return new NodeNetwork(pid, freeNetwork(pid));
    }

    /**
     * Says beforehand what would fail later.
     *
     * @throws IOException what is missing
     */
    public static void check() throws IOException {
        for (Requirement each : Requirement.values()) {
            if (SystemCommand.find(each.program).isEmpty()) {
                throw new IOException("needs " + each.program + " (package " + each.debianPackage + ")");
            }
        }
        String name = NAMESPACE + ProcessHandle.current().pid() + "-probe";
        try {
            SystemCommand.run("ip netns add " + name);
        } catch (IOException e) {
            throw new IOException(
                    "no network namespace can be made here, run it as root on Linux, or in a privileged container ("
                            + e.getMessage() + ")",
                    e);
        }
        try {
            SystemCommand.run("ip netns exec " + name + " iptables -A INPUT -s 198.18.0.1 -j DROP");
        } catch (IOException e) {
            throw new IOException("iptables cannot drop packets in a network namespace (" + e.getMessage() + ")", e);
        } finally {
            SystemCommand.run("ip netns del " + name);
        }
    }

    private enum Requirement {
        IP("ip", "iproute2"),
        IPTABLES("iptables", "iptables");

        private final String program;
        private final String debianPackage;

        Requirement(String program, String debianPackage) {
            this.program = program;
            this.debianPackage = debianPackage;
        }
    }

    /** The address of a node, counted from 0. */
    String address(int node) {
        return network + (node + 1);
    }

    /** What runs a command in a node's namespace. */
    List<String> inside(int node, List<String> command) {
        List<String> all = new ArrayList<>(
                List.of(SystemCommand.find("ip").orElseThrow().toString(), "netns", "exec", namespace(node)));
        all.addAll(command);
        return all;
    }

    /** From now on nothing comes through between these and those. What came before is not undone. */
    void cut(Set<Integer> these, Set<Integer> those) throws IOException {
        drop(these, those);
        drop(those, these);
    }

    /** All comes through again. */
    void heal(Set<Integer> nodes) throws IOException {
        for (int node : nodes) {
            SystemCommand.run("ip netns exec " + namespace(node) + " iptables -F INPUT");
        }
    }

    /** On arrival: whoever sends sees no error, as with a cable that is cut further on. One command a node, as it shall happen at once. */
    private void drop(Set<Integer> at, Set<Integer> from) throws IOException {
        String addresses =
                String.join(",", from.stream().map(this::address).sorted().toList());
        for (int node : at) {
            SystemCommand.run("ip netns exec " + namespace(node) + " iptables -A INPUT -s " + addresses + " -j DROP");
        }
    }

    /** Builds it for so many nodes. */
    void build(int nodes) throws IOException {
        String here = "ebb" + pid;
        String hub = add(HUB);
        SystemCommand.run("ip -n " + hub + " link add br0 type bridge");
        SystemCommand.run("ip -n " + hub + " link set br0 up");
        SystemCommand.run("ip link add " + here + " type veth peer name here netns " + hub);
        plug(hub, "here");
        SystemCommand.run("ip address add " + network + OWN_NUMBER + "/24 dev " + here);
        SystemCommand.run("ip link set " + here + " up");
        for (int node = 0; node < nodes; node++) {
            String its = add(Cluster.name(node));
            String port = "p" + (node + 1);
            SystemCommand.run("ip -n " + hub + " link add " + port + " type veth peer name eth0 netns " + its);
            plug(hub, port);
            SystemCommand.run("ip -n " + its + " address add " + address(node) + "/24 dev eth0");
            SystemCommand.run("ip -n " + its + " link set eth0 up");
            SystemCommand.run("ip -n " + its + " link set lo up");
        }
    }

    private static void plug(String hub, String port) throws IOException {
        SystemCommand.run("ip -n " + hub + " link set " + port + " master br0 up");
    }

    private synchronized String add(String name) throws IOException {
        if (closed) {
            throw new IOException("this program ends");
        }
        String namespace = namespace(name);
        SystemCommand.run("ip netns add " + namespace);
        namespaces.add(namespace);
        return namespace;
    }

    private String namespace(int node) {
        return namespace(Cluster.name(node));
    }

    private String namespace(String name) {
        return NAMESPACE + pid + "-" + name;
    }

    /** With a namespace its interfaces go, and with an interface its peer. The processes in it have to end first. */
    @Override
    public synchronized void close() {
        closed = true;
        for (String each : namespaces) {
            SystemCommand.succeeds("ip netns del " + each);
        }
        namespaces.clear();
    }

    /** One of the networks that RFC 2544 sets aside for benchmarks, to which there is no way yet. */
    private static String freeNetwork(long pid) throws IOException {
        for (int i = 0; i < NETWORKS; i++) {
            String network = "198.18." + (pid + i) % NETWORKS + ".";
            if (SystemCommand.run("ip -4 route show " + network + "0/24").isEmpty()) {
                return network;
            }
        }
        throw new IOException("no network of 198.18.0.0/16 is free");
    }

    /** Of a run that was killed. */
    private static void removeLeftovers() throws IOException {
        for (String line : SystemCommand.run("ip netns list").lines().toList()) {
            String name = line.split(" ", -1)[0];
            String[] parts = name.split("-", -1);
            if (name.matches(NAMESPACE + "\\d+-\\w+")
                    && ProcessHandle.of(Long.parseLong(parts[1])).isEmpty()) {
                for (String pid :
                        SystemCommand.run("ip netns pids " + name).lines().toList()) {
                    ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
                }
                SystemCommand.succeeds("ip netns del " + name);
            }
        }
    }
}
