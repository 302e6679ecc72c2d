package io.ebbcache.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Metrics in Prometheus' text format, read more strictly than Prometheus does: help and type of a family come first, then its samples, all
 * together; no sample comes twice.
 */
record Exposition(Map<String, String> helps, Map<String, String> types, Map<String, Double> samples) {

    private static final Pattern HELP = Pattern.compile("# HELP (?<name>[a-z][a-z0-9_]*) (?<help>\\S.*)");
    private static final Pattern TYPE =
            Pattern.compile("# TYPE (?<name>[a-z][a-z0-9_]*) (?<type>counter|gauge|histogram|summary)");
    private static final String LABEL = "[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\\\n]|\\\\[\\\\n\"])*\"";
    private static final Pattern SAMPLE = Pattern.compile("(?<name>[a-z][a-z0-9_]*)(?<labels>\\{" + LABEL + "(?:,"
            + LABEL + ")*,?})? (?<value>-?[0-9][0-9.E+-]*|[+-]Inf|NaN)");

    static Exposition parse(String text) {
        Exposition read = new Exposition(new LinkedHashMap<>(), new HashMap<>(), new LinkedHashMap<>());
        assertThat(text).endsWith("\n");
        String family = "";
        Set<String> over = new LinkedHashSet<>();
        for (String line : text.split("\n", -1)) {
            Matcher help = HELP.matcher(line);
            Matcher type = TYPE.matcher(line);
            Matcher sample = SAMPLE.matcher(line);
            if (help.matches()) {
                over.add(family);
                family = help.group("name");
                assertThat(over).as("told before").doesNotContain(family);
                read.helps.put(family, help.group("help"));
            } else if (type.matches()) {
                assertThat(type.group("name")).isEqualTo(family);
                read.types.put(family, type.group("type"));
            } else if (!line.isEmpty()) {
                assertThat(sample.matches()).as(line).isTrue();
                read.add(family, sample);
            }
        }
        assertThat(read.types.keySet()).isEqualTo(read.helps.keySet());
        return read;
    }

    private void add(String family, Matcher sample) {
        String name = sample.group("name");
        String type = types.get(family);
        assertThat(type).as("type of " + family).isNotNull();
        if ("histogram".equals(type) || "summary".equals(type)) {
            assertThat(name).matches(family + "(_bucket|_count|_sum)?");
        } else {
            assertThat(name).isEqualTo(family);
        }
        assertThat(name.endsWith("_total")).as(name).isEqualTo("counter".equals(type));
        String labels = sample.group("labels");
        String value = sample.group("value").replace("Inf", "Infinity");
        assertThat(samples.put(name + (labels == null ? "" : labels), Double.valueOf(value)))
                .as(name)
                .isNull();
    }

    /** The value of a sample, labels in the order of the alphabet. */
    double value(String sample) {
        assertThat(samples).containsKey(sample);
        return Objects.requireNonNull(samples.get(sample));
    }
}
