package io.ebbcache.server.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OwnAddressTest {

    private static InetAddress address(String text) throws UnknownHostException {
        return InetAddress.getByName(text);
    }

    private static List<InetSocketAddress> listening(String... hosts) {
        return List.of(hosts).stream()
                .map(host -> new InetSocketAddress(host, 1000 + host.length()))
                .toList();
    }

    private static InetAddress forNodes(String... listening) {
        return OwnAddress.forNodes(Optional.empty(), listening(listening));
    }

    @Test
    void shouldBeWhereClientsConnect() throws UnknownHostException {
        assertThat(forNodes("10.0.0.7")).isEqualTo(address("10.0.0.7"));
        assertThat(forNodes("127.0.0.1", "2001:db8::1", "10.0.0.7")).isEqualTo(address("10.0.0.7"));
        assertThat(forNodes("2001:db8::1")).isEqualTo(address("2001:db8::1"));
        assertThat(forNodes("127.0.0.2")).isEqualTo(address("127.0.0.2"));
    }

    @Test
    void shouldBeOneOfThisMachineWhereClientsConnectToAny() throws Exception {
        InetAddress found = forNodes("0.0.0.0");
        assertThat(found.isAnyLocalAddress()).isFalse();
        assertThat(NetworkInterface.getByInetAddress(found)).isNotNull();
        boolean onlyLoopback = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .allMatch(each -> each.isLoopbackAddress() || each.isLinkLocalAddress());
        assertThat(found.isLoopbackAddress()).isEqualTo(onlyLoopback);
        assertThat(forNodes("127.0.0.1", "0.0.0.0")).isEqualTo(found);
    }

    @Test
    void shouldBeWhatIsNamed() throws Exception {
        assertThat(OwnAddress.forNodes(Optional.of("10.0.0.9"), listening("10.0.0.7")))
                .isEqualTo(address("10.0.0.9"));
        NetworkInterface loopback = NetworkInterface.getByInetAddress(address("127.0.0.1"));
        assertThat(OwnAddress.forNodes(Optional.of(loopback.getName()), listening("10.0.0.7")))
                .isEqualTo(address("127.0.0.1"));
        assertThatThrownBy(() -> OwnAddress.forNodes(Optional.of("no such host"), listening("10.0.0.7")))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("--cluster-listen");
    }

    @Test
    void shouldBeToldToClientsWithThePortThatGoesWithIt() throws UnknownHostException {
        InetAddress forNodes = address("10.0.0.9");
        assertThat(OwnAddress.forClients(listening("127.0.0.1", "10.0.0.77"), forNodes))
                .isEqualTo(new InetSocketAddress("10.0.0.77", 1009));
        assertThat(OwnAddress.forClients(listening("127.0.0.1", "0.0.0.0"), forNodes))
                .isEqualTo(new InetSocketAddress("10.0.0.9", 1007));
        assertThat(OwnAddress.forClients(listening("127.0.0.1"), forNodes))
                .isEqualTo(new InetSocketAddress(address("127.0.0.1"), 1009));
        assertThat(OwnAddress.forClients(listening("0.0.0.0"), address("::1")).getAddress())
                .isIn(address("127.0.0.1"), address("::1"));
    }
}
