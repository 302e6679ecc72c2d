package io.ebbcache.server.top;

import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * What a server told of itself at one moment; each part is empty where it tells nothing of that.
 *
 * @param nanos the moment, in nanoseconds since some other
 * @param general {@code stats}
 * @param items {@code stats items}
 * @param cluster {@code stats cluster}
 * @param hotKeys {@code stats hotkeys}
 */
record Sample(
        long nanos,
        Map<String, String> general,
        Map<String, String> items,
        Map<String, String> cluster,
        Map<String, String> hotKeys) {

    private static final String NUMBER = "-?\\d{1,18}";

    /** A number of the general statistics; empty if it is not told. */
    OptionalLong number(String name) {
        String text = general.get(name);
        return text != null && text.matches(NUMBER) ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }

    /** The sum of some; empty if none of them is told. */
    OptionalLong sum(String... names) {
        long[] known = Stream.of(names)
                .map(this::number)
                .filter(OptionalLong::isPresent)
                .mapToLong(OptionalLong::getAsLong)
                .toArray();
        return known.length == 0
                ? OptionalLong.empty()
                : OptionalLong.of(LongStream.of(known).sum());
    }

    /** The age of the oldest item of any class, in seconds; empty if it is not told, or 0, as by who does not know. */
    OptionalLong oldestSeconds() {
        return items.entrySet().stream()
                .filter(stat ->
                        stat.getKey().endsWith(":age") && stat.getValue().matches(NUMBER))
                .mapToLong(stat -> Long.parseLong(stat.getValue()))
                .filter(seconds -> seconds > 0)
                .max();
    }

    /** Whether it is the same process as it was then, so that counters can be compared. */
    boolean continues(Sample earlier) {
        return general.getOrDefault("pid", "").equals(earlier.general.getOrDefault("pid", ""))
                && number("uptime").orElse(0) >= earlier.number("uptime").orElse(0);
    }
}
