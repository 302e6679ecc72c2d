package io.ebbcache.server.launch;

import io.ebbcache.server.net.ClientCertificates;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** memcached's {@code -o}: the names of it that mean something here. */
final class ExtendedOptions {
    private static final String CERTIFICATES = "ssl_chain_cert";
    private static final String KEY = "ssl_key";
    private static final String AUTHORITIES = "ssl_ca_cert";
    private static final String CLIENTS = "ssl_verify_mode";
    private static final String IDLE = "idle_timeout";
    private static final List<String> KNOWN = List.of(CERTIFICATES, KEY, AUTHORITIES, CLIENTS, IDLE);

    @Option(
            names = {"-o", "--extended"},
            paramLabel = "<name=value>",
            split = ",",
            description =
                    "as memcached's: ssl_chain_cert, ssl_key, ssl_ca_cert, ssl_verify_mode (0 to 3), idle_timeout; with commas or repeated")
    private List<String> given = List.of();

    private final Map<String, String> values = new HashMap<>();

    /**
     * Takes them apart.
     *
     * @throws IllegalArgumentException if one is unknown or wrong
     */
    void parse() {
        for (String option : given) {
            int equals = option.indexOf('=');
            String name = equals < 0 ? option : option.substring(0, equals);
            if (!KNOWN.contains(name)) {
                throw new IllegalArgumentException("Unknown sub-option of '-o': '" + name + "'");
            }
            if (equals < 0 || equals == option.length() - 1) {
                throw new IllegalArgumentException("Missing value for sub-option '" + name + "' of '-o'");
            }
            values.put(name, option.substring(equals + 1));
        }
        clients();
        idleSeconds();
    }

    Optional<Path> certificates() {
        return value(CERTIFICATES).map(Path::of);
    }

    Optional<Path> key() {
        return value(KEY).map(Path::of);
    }

    Optional<Path> authorities() {
        return value(AUTHORITIES).map(Path::of);
    }

    /** memcached's numbers; 3 (once in a connection) is all there is without renegotiation. */
    Optional<ClientCertificates> clients() {
        return value(CLIENTS).map(mode -> switch (mode) {
            case "0" -> ClientCertificates.NONE;
            case "1" -> ClientCertificates.REQUEST;
            case "2", "3" -> ClientCertificates.REQUIRE;
            default ->
                throw new IllegalArgumentException("Invalid value for sub-option '" + CLIENTS + "' of '-o': 0 to 3");
        });
    }

    Optional<Integer> idleSeconds() {
        return value(IDLE).map(seconds -> {
            if (!seconds.matches("\\d{1,9}")) {
                throw new IllegalArgumentException("Invalid value for sub-option '" + IDLE + "' of '-o': 0 and more");
            }
            return Integer.valueOf(seconds);
        });
    }

    private Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }
}
