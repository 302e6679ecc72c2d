package io.ebbcache.server.cluster.membership;

import io.ebbcache.server.cluster.ring.Member;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jgroups.stack.Protocol;

/** Nodes of one cluster in this JVM, over real sockets. */
final class TestGroup implements AutoCloseable {

    final List<InetSocketAddress> addresses = new ArrayList<>();
    private final Map<Integer, Membership> nodes = new HashMap<>();
    private Optional<String> secret = Optional.empty();
    private Duration failureTimeout = Duration.ofSeconds(5);
    private Duration holdDown = Duration.ofSeconds(2);

    /** @param count how many there may be */
    TestGroup(int count) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        }
        for (ServerSocket socket : sockets) {
            addresses.add((InetSocketAddress) socket.getLocalSocketAddress());
            socket.close();
        }
    }

    TestGroup secret(String word) {
        secret = Optional.of(word);
        return this;
    }

    TestGroup times(Duration failure, Duration hold) {
        failureTimeout = failure;
        holdDown = hold;
        return this;
    }

    static Member member(int index) {
        return new Member("node-" + index, "127.0.0.1", "127.0.0.1", 1000 + index);
    }

    GroupConfig config(int index) {
        return new GroupConfig(
                "test", addresses.get(index), addresses, Optional.empty(), secret, failureTimeout, holdDown);
    }

    Membership start(int index) {
        return start(index, member(index));
    }

    Membership start(int index, Member self) {
        return start(index, self, UnaryOperator.identity());
    }

    /** With protocols of the test. */
    Membership start(int index, UnaryOperator<List<Protocol>> stacked) {
        return start(index, member(index), stacked);
    }

    private Membership start(int index, Member self, UnaryOperator<List<Protocol>> stacked) {
        Membership node = Membership.start(config(index), self, stacked);
        nodes.put(index, node);
        return node;
    }

    Membership node(int index) {
        return Objects.requireNonNull(nodes.get(index));
    }

    void stop(int index) {
        Objects.requireNonNull(nodes.remove(index)).close();
    }

    /** Whether all that run have one ring, of these. */
    boolean share(int... indexes) {
        List<Member> members = new ArrayList<>();
        for (int index : indexes) {
            members.add(member(index));
        }
        return nodes.values().stream()
                        .allMatch(node -> node.state().version() > 0
                                && node.state().members().equals(members))
                && nodes.values().stream()
                                .map(node -> node.state().version())
                                .distinct()
                                .count()
                        == 1;
    }

    @Override
    public void close() {
        nodes.values().forEach(Membership::close);
        nodes.clear();
    }
}
