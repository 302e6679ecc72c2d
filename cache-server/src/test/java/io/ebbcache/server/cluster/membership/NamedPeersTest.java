package io.ebbcache.server.cluster.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jgroups.protocols.Discovery;
import org.jgroups.stack.Protocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 300, unit = TimeUnit.SECONDS)
class NamedPeersTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    private final Map<String, String> addresses = new ConcurrentHashMap<>();

    private InetAddress[] look(String name) throws UnknownHostException {
        String address = addresses.get(name);
        if (address == null) {
            throw new UnknownHostException(name);
        }
        return InetAddress.getAllByName(address);
    }

    private static UnaryOperator<List<Protocol>> finding(InetSocketAddress peer, NamedPeers.Names names) {
        return stack -> {
            stack.replaceAll(each -> each instanceof Discovery ? new NamedPeers(List.of(peer), HERE, names) : each);
            return stack;
        };
    }

    private InetSocketAddress named(TestGroup group, int index) {
        return InetSocketAddress.createUnresolved(
                "node-" + index, group.addresses.get(index).getPort());
    }

    @Test
    void shouldFindWhoGetsANameLater() throws Exception {
        try (TestGroup group = new TestGroup(2)) {
            group.start(0, finding(named(group, 1), this::look));
            group.start(1, finding(named(group, 1), this::look));
            await().atMost(PATIENCE)
                    .until(() -> group.node(0).state().version() > 0
                            && group.node(1).state().version() > 0);
            assertThat(group.node(0).state().members()).hasSize(1);
            addresses.put("node-1", "127.0.0.1");
            await().atMost(PATIENCE).until(() -> group.share(0, 1));
        }
    }

    @Test
    void shouldFindWhoMovesToAnotherAddress() throws Exception {
        try (TestGroup group = new TestGroup(2)) {
            addresses.put("node-1", "127.0.0.9"); // nobody
            group.start(0, finding(named(group, 1), this::look));
            group.start(1, finding(named(group, 1), this::look));
            await().atMost(PATIENCE)
                    .until(() -> group.node(0).state().version() > 0
                            && group.node(1).state().version() > 0);
            assertThat(group.node(0).state().members()).hasSize(1);
            addresses.put("node-1", "127.0.0.1");
            await().atMost(PATIENCE).until(() -> group.share(0, 1));
        }
    }

    @Test
    void shouldNotWaitForANameServerThatDoesNotAnswer() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (TestGroup group = new TestGroup(1)) {
            group.start(0, finding(named(group, 0), name -> {
                try {
                    end.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                throw new UnknownHostException(name);
            }));
            await().atMost(PATIENCE).until(() -> group.share(0));
        } finally {
            end.countDown();
        }
    }
}
