package io.ebbcache.server.launch;

import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which of a machine's addresses other nodes of the cluster, and clients, are to use. IPv4 where there is one. */
final class OwnAddress {

    /** An address that nobody has (RFC 5737). */
    private static final String FAR_AWAY = "198.51.100.1";

    private OwnAddress() {}

    /**
     * The address for other nodes.
     *
     * @param named the name, the address, or the interface that was asked for
     * @param listening where clients connect
     * @throws StartException if what was asked for is unknown
     */
    static InetAddress forNodes(Optional<String> named, List<InetSocketAddress> listening) {
        if (named.isPresent()) {
            return named(named.get());
        }
        List<InetAddress> addresses =
                listening.stream().map(InetSocketAddress::getAddress).toList();
        return preferred(addresses.stream().filter(OwnAddress::isReachable).toList())
                .orElseGet(() -> addresses.stream().allMatch(InetAddress::isLoopbackAddress)
                        ? addresses.get(0)
                        : ofThisMachine());
    }

    private static InetAddress named(String text) {
        try {
            NetworkInterface card = NetworkInterface.getByName(text);
            return card != null
                    ? preferred(Collections.list(card.getInetAddresses()))
                            .orElseThrow(() -> new StartException("--cluster-listen: " + text + " has no address"))
                    : preferred(Arrays.asList(InetAddress.getAllByName(text))).orElseThrow();
        } catch (SocketException | UnknownHostException e) {
            throw new StartException("--cluster-listen: unknown host " + e.getMessage(), e);
        }
    }

    /** The one that its name stands for, if others can reach that; else the one by which it reaches others; else one of a network card. */
    private static InetAddress ofThisMachine() {
        try {
            List<InetAddress> all = NetworkInterface.networkInterfaces()
                    .filter(OwnAddress::isUp)
                    .sorted(Comparator.comparingInt(NetworkInterface::getIndex))
                    .flatMap(NetworkInterface::inetAddresses)
                    .toList();
            Stream<InetAddress> likely = Stream.concat(byName(), byRoute()).filter(all::contains);
            return preferred(Stream.concat(likely, all.stream())
                            .filter(OwnAddress::isReachable)
                            .toList())
                    .orElseGet(InetAddress::getLoopbackAddress);
        } catch (SocketException e) {
            throw new StartException("this machine does not know its addresses: give --cluster-listen", e);
        }
    }

    /** Nothing is sent: a socket that is to send somewhere far away has the address that it would be sent from. */
    private static Stream<InetAddress> byRoute() {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(FAR_AWAY, 9));
            return Stream.of(socket.getLocalAddress());
        } catch (SocketException | UncheckedIOException e) {
            return Stream.empty(); // there is no way out of this network
        }
    }

    private static Stream<InetAddress> byName() {
        try {
            return Arrays.stream(
                    InetAddress.getAllByName(InetAddress.getLocalHost().getHostName()));
        } catch (UnknownHostException e) {
            return Stream.empty(); // many machines have no name that says anything
        }
    }

    private static boolean isUp(NetworkInterface card) {
        try {
            return card.isUp();
        } catch (SocketException e) {
            return false;
        }
    }

    private static boolean isReachable(InetAddress address) {
        return !address.isAnyLocalAddress() && !address.isLoopbackAddress() && !address.isLinkLocalAddress();
    }

    /**
     * The address for clients, and its port.
     *
     * @param listening where they connect
     * @param forNodes the address for other nodes: where all addresses are listened on, clients are told of this one, or of an IPv4 one of the same
     *     network card
     */
    static InetSocketAddress forClients(List<InetSocketAddress> listening, InetAddress forNodes) {
        Optional<InetAddress> named = preferred(listening.stream()
                .map(InetSocketAddress::getAddress)
                .filter(OwnAddress::isReachable)
                .toList());
        for (InetSocketAddress each : listening) {
            if (named.isPresent()
                    ? each.getAddress().equals(named.get())
                    : each.getAddress().isAnyLocalAddress()) {
                return new InetSocketAddress(named.orElseGet(() -> ofTheSameCard(forNodes)), each.getPort());
            }
        }
        return listening.get(0);
    }

    private static InetAddress ofTheSameCard(InetAddress address) {
        try {
            NetworkInterface card = NetworkInterface.getByInetAddress(address);
            return address instanceof Inet4Address || card == null
                    ? address
                    : preferred(Collections.list(card.getInetAddresses())).orElse(address);
        } catch (SocketException e) {
            return address;
        }
    }

    private static Optional<InetAddress> preferred(List<InetAddress> addresses) {
        Optional<InetAddress> four =
                addresses.stream().filter(Inet4Address.class::isInstance).findFirst();
        return four.isPresent() ? four : addresses.stream().findFirst();
    }
}
