package io.ebbcache.bench.load;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * How long a load is measured.
 *
 * @param duration the longest time
 * @param commands how many commands, if they end it
 */
public record LoadLength(Duration duration, OptionalLong commands) {
    private static final Duration PATIENCE = Duration.ofDays(1);

    public static LoadLength of(Duration duration) {
        return new LoadLength(duration, OptionalLong.empty());
    }

    public static LoadLength ofCommands(long commands) {
        return new LoadLength(PATIENCE, OptionalLong.of(commands));
    }
}
