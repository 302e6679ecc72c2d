package io.ebbcache.bench.ring;

import io.ebbcache.server.cluster.membership.GroupConfig;
import io.ebbcache.server.cluster.membership.GroupState;
import io.ebbcache.server.cluster.membership.GroupTraffic;
import io.ebbcache.server.cluster.membership.Membership;
import io.ebbcache.server.cluster.ring.Member;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The membership of a cluster, all of its nodes in this program, on the loopback address: what they send is what they would over a network. */
final class RealCluster implements AutoCloseable {

    static final String NAME = "ring-bench";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** After a change: until confirmations are sent, and last numbers told. */
    private static final Duration AFTERMATH = Duration.ofSeconds(2);

    private static final int POLL_MILLIS = 20;

    /** FD_SOCK2 listens there. */
    private static final int SECOND_PORT_OFFSET = 100;

    private static final int FIRST_CLIENT_PORT = 11_000;

    private final List<InetSocketAddress> addresses;
    private final List<Member> members = new ArrayList<>();
    private final List<Membership> nodes = new ArrayList<>();
    private volatile int remembered;

    private RealCluster(List<InetSocketAddress> addresses) {
        this.addresses = addresses;
    }

    /**
     * Measures one of so many nodes, the last of which joins. All is over before the first node is not new any more.
     *
     * @param quiet how long nothing happens before
     */
    static TrafficCheck measure(int nodes, Duration quiet) throws IOException, InterruptedException {
        try (RealCluster cluster = new RealCluster(freePorts(nodes))) {
            while (cluster.nodes.size() < nodes - 1) {
                cluster.startNext();
            }
            cluster.awaitComplete();
            TimeUnit.NANOSECONDS.sleep(AFTERMATH.toNanos());
            GroupTraffic first = cluster.traffic();
            long begin = System.nanoTime();
            TimeUnit.NANOSECONDS.sleep(quiet.toNanos());
            GroupTraffic second = cluster.traffic();
            long joined = System.nanoTime();
            Flow measured = Flow.measured("measured", second.minus(first)).times(1 / seconds(joined - begin));
            Flow expected = Flow.sum(cluster.model().quiet(true));
            cluster.startNext();
            cluster.awaitComplete();
            TimeUnit.NANOSECONDS.sleep(AFTERMATH.toNanos());
            Flow all = Flow.measured("measured", cluster.traffic().minus(second));
            double took = seconds(System.nanoTime() - joined);
            // as long as nodes are new, most of what they send is their search: a difference would tell little of the
            // join
            Flow search = Flow.sum(cluster.model().quiet(true)).times(took);
            Flow join = Flow.sum(cluster.model().join());
            return new TrafficCheck(nodes, expected, measured, Flow.sum(List.of(join, search)), all);
        }
    }

    private static double seconds(long nanos) {
        return (double) nanos / TimeUnit.SECONDS.toNanos(1);
    }

    private TrafficModel model() {
        return new TrafficModel(NAME, members, remembered);
    }

    private static List<InetSocketAddress> freePorts(int count) throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        List<InetSocketAddress> addresses = new ArrayList<>();
        List<ServerSocket> held = new ArrayList<>();
        try {
            while (addresses.size() < count) {
                ServerSocket socket = new ServerSocket(0, 1, loopback);
                held.add(socket);
                if (isFree(socket.getLocalPort() + SECOND_PORT_OFFSET)) {
                    addresses.add(new InetSocketAddress(loopback, socket.getLocalPort()));
                }
            }
        } finally {
            for (ServerSocket socket : held) {
                socket.close();
            }
        }
        return addresses;
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException | IllegalArgumentException taken) {
            return false;
        }
    }

    private void startNext() {
        int index = nodes.size();
        GroupConfig config = new GroupConfig(
                NAME,
                addresses.get(index),
                addresses.subList(0, index + 1), // nobody looks for who is yet to come
                Optional.empty(),
                Optional.empty(),
                TrafficModel.FAILURE_TIMEOUT,
                TrafficModel.FAILURE_TIMEOUT);
        String host = addresses.get(index).getAddress().getHostAddress();
        Member member = new Member("cache-" + index, host, host, FIRST_CLIENT_PORT + index);
        members.add(member);
        nodes.add(Membership.start(config, member));
        nodes.get(index).listen(news -> remembered = news.before().size() + 1);
    }

    private void awaitComplete() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!nodes.stream().allMatch(node -> isComplete(node.state()))) {
            if (System.nanoTime() > deadline) {
                throw new IOException(nodes.size() + " nodes in one program do not become a cluster");
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    private boolean isComplete(GroupState state) {
        return state.viewSize() == nodes.size()
                && state.here().size() == nodes.size()
                && state.members().equals(members)
                && state.version() == nodes.get(0).state().version();
    }

    private GroupTraffic traffic() {
        GroupTraffic sum = new GroupTraffic(0, 0);
        for (Membership node : nodes) {
            sum = sum.plus(node.traffic());
        }
        return sum;
    }

    @Override
    public void close() {
        for (int i = nodes.size() - 1; i >= 0; i--) {
            nodes.get(i).close();
        }
    }
}
