package io.ebbcache.deploy;

import static io.ebbcache.deploy.Yaml.list;
import static io.ebbcache.deploy.Yaml.map;
import static io.ebbcache.deploy.Yaml.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The alerts: Prometheus understands them, each fires when it should and is silent when it should, and tells what to do. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class AlertsIT {

    static final Path FILE = Path.of("monitoring", "alerts.yaml");

    private static final Path TESTS = Path.of("src/test/resources/io/ebbcache/deploy/alerts_test.yaml");
    private static final Pattern NAME = Pattern.compile("\\bEbb[A-Z][A-Za-z]+");
    private static final Pattern PANEL = Pattern.compile("\"(?<title>[A-Z][^\"]+)\"");

    static List<Map<String, Object>> alerts() throws IOException {
        return list(Yaml.documents(FILE).get(0), "groups").stream()
                .flatMap(group -> list(group, "rules").stream())
                .toList();
    }

    @Test
    void shouldBeUnderstood() throws Exception {
        PrometheusProcess.assumeThatItIsThere();
        assertThat(PrometheusProcess.promtool("check", "rules", FILE.toString()))
                .contains("SUCCESS: " + alerts().size() + " rules found");
        PrometheusProcess.promtool("check", "config", "monitoring/prometheus.yaml");
    }

    @Test
    void shouldFireWhenTheyShouldAndElseBeSilent() throws Exception {
        PrometheusProcess.assumeThatItIsThere();
        PrometheusProcess.promtool("test", "rules", TESTS.toString());
    }

    @Test
    void shouldBeTestedEach() throws IOException {
        Set<String> expected = new HashSet<>();
        Set<Object> silent = new HashSet<>();
        for (Map<String, Object> test : list(Yaml.documents(TESTS).get(0), "tests")) {
            for (Map<String, Object> each : list(test, "promql_expr_test")) {
                assertThat(text(each, "expr")).contains("ALERTS{");
                List<Map<String, Object>> fire = list(each, "exp_samples");
                fire.forEach(sample -> expected.addAll(names(text(sample, "labels"))));
                if (fire.isEmpty()) {
                    silent.add(test.get("name"));
                }
            }
            assertThat(silent).as("there is a time at which none fires").contains(test.get("name"));
        }
        assertThat(expected)
                .containsExactlyInAnyOrderElementsOf(
                        alerts().stream().map(alert -> text(alert, "alert")).toList());
    }

    @Test
    void shouldTellWhatToDo() throws IOException {
        List<String> titles = GrafanaDashboard.read().panels().stream()
                .map(GrafanaDashboard.Panel::title)
                .toList();
        List<String> alerts =
                alerts().stream().map(alert -> text(alert, "alert")).toList();
        assertThat(alerts).doesNotHaveDuplicates();
        for (Map<String, Object> alert : alerts()) {
            String name = text(alert, "alert");
            assertThat(text(map(alert, "labels"), "severity")).as(name).isIn("critical", "warning");
            assertThat(text(alert, "for")).as(name).matches("[1-9][0-9]*[mh]");
            Map<String, Object> annotations = map(alert, "annotations");
            assertThat(annotations).as(name).containsOnlyKeys("summary", "description");
            // What is absent has no labels.
            if (!text(alert, "expr").startsWith("absent_over_time(")) {
                assertThat(text(annotations, "summary")).containsAnyOf("$labels.instance", "$labels.job");
            }
            String description = text(annotations, "description");
            assertThat(description).as(name).hasSizeGreaterThan(200);
            assertThat(alerts).as("what %s refers to", name).containsAll(names(description));
            Matcher panel = PANEL.matcher(description);
            while (panel.find()) {
                assertThat(titles).as("what %s refers to", name).contains(panel.group("title"));
            }
        }
        assertThat(alerts).as("what the guide refers to").containsAll(names(Files.readString(Path.of("OPERATING.md"))));
    }

    private static List<String> names(String text) {
        return NAME.matcher(text).results().map(found -> found.group()).toList();
    }
}
