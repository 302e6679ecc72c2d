package io.ebbcache.server.top;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** From one sample of a server to the next: what happened, and how often a second. */
final class Interval {
    private static final double NANOS = 1e9;

    private final Optional<Sample> before;
    private final Sample now;

    /** @param before empty if there is none, or none that can be compared */
    Interval(Optional<Sample> before, Sample now) {
        this.before = before.filter(earlier -> now.continues(earlier) && now.nanos() > earlier.nanos());
        this.now = now;
    }

    Sample now() {
        return now;
    }

    /** By how much the sum of some counters has grown; empty if that is not known, as after {@code stats reset}. */
    OptionalLong growth(String... names) {
        OptionalLong then = before.map(sample -> sample.sum(names)).orElse(OptionalLong.empty());
        OptionalLong today = now.sum(names);
        return then.isPresent() && today.isPresent() && today.getAsLong() >= then.getAsLong()
                ? OptionalLong.of(today.getAsLong() - then.getAsLong())
                : OptionalLong.empty();
    }

    /** The same for each second. */
    OptionalDouble perSecond(String... names) {
        OptionalLong growth = growth(names);
        return growth.isPresent() ? OptionalDouble.of(growth.getAsLong() / seconds()) : OptionalDouble.empty();
    }

    /** The part of {@code ofThese} in them and {@code andThese} together; empty where nothing happened. */
    OptionalDouble ratio(String ofThese, String andThese) {
        return ratio(growth(ofThese), growth(andThese));
    }

    /** The same since the start of the server. */
    OptionalDouble ratioSinceStart(String ofThese, String andThese) {
        return ratio(now.number(ofThese), now.number(andThese));
    }

    private static OptionalDouble ratio(OptionalLong these, OptionalLong others) {
        long all = these.orElse(0) + others.orElse(0);
        boolean known = these.isPresent() && others.isPresent() && all > 0;
        return known ? OptionalDouble.of((double) these.getAsLong() / all) : OptionalDouble.empty();
    }

    private double seconds() {
        return before.map(earlier -> (now.nanos() - earlier.nanos()) / NANOS).orElse(1.0);
    }
}
