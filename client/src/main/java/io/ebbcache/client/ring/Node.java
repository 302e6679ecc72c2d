package io.ebbcache.client.ring;

/**
 * A server.
 *
 * @param host a name or an address, without brackets
 * @param weight its share of the keys is this over the sum of all
 * @param zone where it stands; empty if that does not matter
 */
public record Node(String host, int port, int weight, String zone) {

    /** The port of memcached. */
    public static final int STANDARD_PORT = 11211;

    private static final int MAX_PORT = 65_535;

    public Node {
        if (host.isEmpty() || port < 1 || port > MAX_PORT || weight < 1) {
            throw new IllegalArgumentException("not a node: host '" + host + "', port " + port + ", weight " + weight);
        }
    }

    public Node(String host, int port) {
        this(host, port, 1, "");
    }

    /** Reads {@code host}, {@code host:port}, or {@code [address]:port}. */
    public static Node parse(String text) {
        int colon = text.lastIndexOf(':');
        boolean portless = colon < 0 || text.endsWith("]") || (text.indexOf(':') != colon && !text.startsWith("["));
        String host = portless ? text : text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        return new Node(host, portless ? STANDARD_PORT : port(text, colon + 1));
    }

    private static int port(String text, int from) {
        try {
            return Integer.parseInt(text, from, text.length(), 10);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("no port in '" + text + "'", e);
        }
    }

    /** What log lines, metrics and failures call it. */
    public String address() {
        return host.indexOf(':') < 0 ? host + ":" + port : "[" + host + "]:" + port;
    }

    @Override
    public String toString() {
        return address();
    }
}
