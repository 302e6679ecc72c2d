package io.ebbcache.client.discovery;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * How DNS is asked.
 *
 * @param servers asked one after the other until one answers; if empty those of the system
 * @param search domains to look in for a name that does not end with a dot
 * @param family which addresses are asked for
 * @param timeout for the answer of one server
 */
public record DnsConfig(List<InetSocketAddress> servers, List<String> search, Family family, Duration timeout) {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    /** Which addresses of a host are asked for. A node that has one of each kind counts twice with {@link #ANY}. */
    public enum Family {
        ANY,
        IPV4,
        IPV6
    }

    public DnsConfig {
        servers = List.copyOf(servers);
        search = List.copyOf(search);
        if (timeout.toMillis() <= 0) {
            throw new IllegalArgumentException("not a timeout: " + timeout);
        }
    }

    /** The servers and search domains of the system, addresses of any kind, two seconds. */
    public static DnsConfig system() {
        return new DnsConfig(List.of(), SearchDomains.ofSystem(), Family.ANY, TIMEOUT);
    }

    /** The same, but with other servers. */
    public DnsConfig withServers(List<InetSocketAddress> others) {
        return new DnsConfig(others, search, family, timeout);
    }

    /** The same, but for addresses of this kind. */
    public DnsConfig withFamily(Family other) {
        return new DnsConfig(servers, search, other, timeout);
    }
}
