package io.ebbcache.server.launch;

import io.ebbcache.server.net.Timeouts;
import picocli.CommandLine.Option;

/** The options about clients that let the server wait. */
final class TimeoutOptions {
    @Option(
            names = "--idle-timeout",
            paramLabel = "<seconds>",
            defaultValue = "0",
            description = "close connections that are idle for so long; 0 for never (default: ${DEFAULT-VALUE})")
    private int idleSeconds;

    @Option(
            names = "--request-timeout",
            paramLabel = "<seconds>",
            defaultValue = "60",
            description =
                    "close connections that send nothing for so long in the middle of a request; 0 for never (default: ${DEFAULT-VALUE})")
    private int requestSeconds;

    @Option(
            names = "--write-timeout",
            paramLabel = "<seconds>",
            defaultValue = "60",
            description =
                    "close connections that take none of their replies for so long; 0 for never (default: ${DEFAULT-VALUE})")
    private int writeSeconds;

    /**
     * What they come to.
     *
     * @throws IllegalArgumentException if one is negative
     */
    Timeouts timeouts(ExtendedOptions extended) {
        check("--idle-timeout", idleSeconds);
        check("--request-timeout", requestSeconds);
        check("--write-timeout", writeSeconds);
        return new Timeouts(extended.idleSeconds().orElse(idleSeconds), requestSeconds, writeSeconds);
    }

    private static void check(String option, int seconds) {
        if (seconds < 0) {
            throw new IllegalArgumentException("Invalid value for option '" + option + "': 0 and more");
        }
    }
}
