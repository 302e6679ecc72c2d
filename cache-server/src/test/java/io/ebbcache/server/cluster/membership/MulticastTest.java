package io.ebbcache.server.cluster.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nodes that know nobody's address, on machines whose network lets them find each other all the same. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class MulticastTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static boolean isFit(NetworkInterface card) {
        try {
            return card.isUp() && card.supportsMulticast() && !card.isLoopback();
        } catch (SocketException e) {
            return false;
        }
    }

    /** Whether what is sent to all over this address comes back. */
    private static boolean carries(InetAddress address) {
        try (MulticastSocket socket = new MulticastSocket(0)) {
            NetworkInterface card = NetworkInterface.getByInetAddress(address);
            InetAddress group = InetAddress.getByName("232.5.6.8");
            socket.joinGroup(new InetSocketAddress(group, socket.getLocalPort()), card);
            socket.setNetworkInterface(card);
            socket.setSoTimeout(1000);
            socket.send(new DatagramPacket(new byte[] {1}, 1, group, socket.getLocalPort()));
            socket.receive(new DatagramPacket(new byte[1], 1));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static Optional<InetAddress> address() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .filter(MulticastTest::isFit)
                .flatMap(NetworkInterface::inetAddresses)
                .filter(Inet4Address.class::isInstance)
                .filter(MulticastTest::carries)
                .findFirst();
    }

    private static Membership start(int index, InetAddress address, String cluster, Optional<String> secret)
            throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, address)) {
            port = free.getLocalPort();
        }
        GroupConfig config = new GroupConfig(
                cluster,
                new InetSocketAddress(address, port),
                List.of(),
                Optional.empty(),
                secret,
                Duration.ofSeconds(5),
                Duration.ofSeconds(2));
        return Membership.start(config, TestGroup.member(index));
    }

    private static void shouldMeet(Optional<String> secret) throws IOException {
        Optional<InetAddress> address = address();
        assumeTrue(address.isPresent(), "no multicast here");
        String cluster = "multicast-" + System.nanoTime();
        try (Membership one = start(0, address.get(), cluster, secret);
                Membership other = start(1, address.get(), cluster, secret);
                Membership stranger = start(2, address.get(), cluster, Optional.of("another"))) {
            await().atMost(PATIENCE)
                    .until(() -> one.state().members().size() == 2
                            && other.state().version() == one.state().version());
            await().atMost(PATIENCE)
                    .until(() ->
                            stranger.foreignMessages() > 0 && stranger.state().version() > 0);
            assertThat(stranger.state().members()).containsExactly(TestGroup.member(2));
        }
    }

    @Test
    void shouldFindOthersByMulticast() throws IOException {
        shouldMeet(Optional.empty());
    }

    @Test
    void shouldFindOnlyThoseWhoKnowTheSecret() throws IOException {
        shouldMeet(Optional.of("secret"));
    }
}
