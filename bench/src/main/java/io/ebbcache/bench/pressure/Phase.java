package io.ebbcache.bench.pressure;

import java.time.Duration;
import java.util.Locale;

/** The parts of an experiment, equally long. */
enum Phase {
    /** The neighbour holds nothing. */
    BEFORE,
    /** The neighbour follows its scenario. */
    DURING,
    /** The neighbour has given everything back. */
    AFTER;

    /** Where an experiment is. */
    static Phase at(Duration now, Duration each) {
        return values()[(int) Math.min(now.toNanos() / each.toNanos(), values().length - 1)];
    }

    /** When it begins. */
    Duration begin(Duration each) {
        return each.multipliedBy(ordinal());
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
