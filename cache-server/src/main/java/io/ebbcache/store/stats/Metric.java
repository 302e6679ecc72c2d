package io.ebbcache.store.stats;

import java.util.List;

/**
 * How metrics tell of something: by Prometheus' conventions, but without the {@code _total} that each counter has at its end.
 *
 * @param family its name, which it may share with others of its kind
 * @param help what all of the family mean
 * @param labels what tells it from the others of its family: names and values, by turns
 */
public record Metric(String family, String help, List<String> labels) {

    public Metric {
        labels = List.copyOf(labels);
    }

    /** One that is alone in its family. */
    public static Metric of(String family, String help) {
        return new Metric(family, help, List.of());
    }

    /** The one of this family that has these labels: names and values, by turns. */
    public Metric with(String... namesAndValues) {
        return new Metric(family, help, List.of(namesAndValues));
    }
}
