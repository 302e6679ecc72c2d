package io.ebbcache.server.launch;

import java.net.InetSocketAddress;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options about dashboard, metrics and health. */
final class AdminOptions {
    /** The option that tells whether somebody relies on the port. */
    static final String PORT = "--admin-port";

    @Option(
            names = PORT,
            paramLabel = "<port>",
            defaultValue = "9150",
            description =
                    "HTTP port of the dashboard (/), /metrics (Prometheus), /health/live and /health/ready; 0 for none,"
                            + " -1 for any free one (default: ${DEFAULT-VALUE}, and none if that is taken)")
    private int port;

    @Option(
            names = "--admin-listen",
            paramLabel = "<host>",
            defaultValue = "127.0.0.1",
            description = "where that is listened on; there is no password (default: ${DEFAULT-VALUE})")
    private String listen;

    @Option(
            names = "--admin-exporter-names",
            description = "tell metrics under the names of Prometheus' memcached_exporter, too")
    private boolean exporterNames;

    /**
     * What was decided about the port.
     *
     * @param needed whether the server is not to start without it
     */
    record Wanted(InetSocketAddress listen, boolean needed, boolean exporterNames) {}

    /**
     * What they come to; nothing if it is switched off.
     *
     * @param given whether somebody named the port
     * @throws IllegalArgumentException if it makes no sense
     */
    Optional<Wanted> wanted(boolean given) {
        if (port < -1 || port > ListenAddress.LARGEST_PORT) {
            throw new IllegalArgumentException("Invalid value for option '" + PORT + "': -1 to 65535");
        }
        if (port == 0) {
            return Optional.empty();
        }
        InetSocketAddress address = new InetSocketAddress(listen, Math.max(0, port));
        if (address.isUnresolved()) {
            throw new StartException("cannot listen on " + listen + ": no such host");
        }
        return Optional.of(new Wanted(address, given, exporterNames));
    }
}
