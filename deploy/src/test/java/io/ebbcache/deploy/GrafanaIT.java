package io.ebbcache.deploy;

import static io.ebbcache.deploy.Yaml.list;
import static io.ebbcache.deploy.Yaml.map;
import static io.ebbcache.deploy.Yaml.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.ebbcache.deploy.GrafanaDashboard.Panel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The dashboard for Grafana: what Grafana asks of such a file, and what its readers do. */
class GrafanaIT {

    private static final int COLUMNS = 24;
    private static final String SELECTED = "job=\"$job\",instance=~\"$instance\"";
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{?(?<name>[A-Za-z_]+)");
    private static final Pattern METRIC = Pattern.compile("\\b(?:(?:ebb|jvm|process)_[a-z0-9_]+|up)\\b(?<after>.?)");
    private static final Pattern SHARE_OF_RATES = Pattern.compile("histogram_quantile|rate\\(.* / ");
    private static final Pattern COLOUR = Pattern.compile("#[0-9a-f]{6}");

    private GrafanaDashboard dashboard;

    @BeforeEach
    void read() throws IOException {
        dashboard = GrafanaDashboard.read();
    }

    private List<Map<String, Object>> everything() {
        return list(dashboard.json(), "panels");
    }

    @Test
    void shouldBeImportedAndProvisioned() throws IOException {
        assertThat(dashboard.json()).containsEntry("uid", "ebb").containsEntry("id", null);
        assertThat(number(dashboard.json(), "schemaVersion"))
                .as("that of Grafana 10.1 or 11")
                .isBetween(38, 39);
        assertThat(list(dashboard.json(), "__requires"))
                .filteredOn(each -> "grafana".equals(each.get("type")))
                .extracting(each -> text(each, "version"))
                .containsExactly("10.1.0");
        assertThat(Files.readString(Path.of("..", "README.md"))).contains("**Grafana** (10.1 or newer)");
        List<Map<String, Object>> inputs = list(dashboard.json(), "__inputs");
        assertThat(inputs).hasSize(1);
        assertThat(inputs.get(0))
                .containsEntry("name", "DS_PROMETHEUS")
                .containsEntry("type", "datasource")
                .containsEntry("pluginId", "prometheus");
        // Who imports it has chosen; where it is provisioned Grafana takes its first Prometheus instead, as it knows
        // none of this name.
        Map<String, Object> datasource = variable("datasource");
        assertThat(datasource).containsEntry("type", "datasource").containsEntry("query", "prometheus");
        assertThat(map(datasource, "current")).containsEntry("value", "${DS_PROMETHEUS}");
        assertThat(Files.readString(GrafanaDashboard.FILE)).as("a tab in it").doesNotContain("\t");
        Set<String> types = new HashSet<>();
        dashboard.panels().forEach(panel -> types.add(text(panel.json(), "type")));
        assertThat(list(dashboard.json(), "__requires"))
                .filteredOn(each -> "panel".equals(each.get("type")))
                .extracting(each -> text(each, "id"))
                .containsExactlyInAnyOrderElementsOf(types);
    }

    @Test
    void shouldAskTheChosenPrometheusEverywhere() throws IOException {
        for (Panel panel : dashboard.panels()) {
            assertThat(map(panel.json(), "datasource")).as(panel.title()).isEqualTo(chosen());
            assertThat(list(panel.json(), "targets"))
                    .as(panel.title())
                    .isNotEmpty()
                    .allSatisfy(target -> {
                        assertThat(map(target, "datasource")).isEqualTo(chosen());
                        assertThat(text(target, "legendFormat")).isNotEmpty().isNotEqualTo("__auto");
                    });
            assertThat(panel.targets()).extracting(GrafanaDashboard.Target::id).doesNotHaveDuplicates();
        }
        assertThat(list(map(dashboard.json(), "annotations"), "list"))
                .filteredOn(each -> each.containsKey("expr"))
                .isNotEmpty()
                .allSatisfy(each -> assertThat(map(each, "datasource")).isEqualTo(chosen()));
        for (String name : List.of("job", "instance")) {
            assertThat(map(variable(name), "datasource")).isEqualTo(chosen());
        }
        assertThat(variable("instance")).containsEntry("multi", true).containsEntry("includeAll", true);
    }

    @Test
    void shouldAskForTheChosenNodesOnlyByVariablesThatThereAre() throws IOException {
        for (String expression : dashboard.expressions()) {
            Matcher metric = METRIC.matcher(expression);
            int metrics = 0;
            while (metric.find()) {
                metrics++;
                assertThat(metric.group("after")).as(expression).isEqualTo("{");
            }
            assertThat(metrics).as(expression).isPositive();
            // Of several Prometheus together, jobs and instances may be called alike.
            assertThat(expression).doesNotContain("(job, instance)");
            assertThat(expression.split(Pattern.quote("{" + SELECTED), -1))
                    .as(expression)
                    .hasSize(metrics + 1);
        }
        Matcher used = VARIABLE.matcher(Files.readString(GrafanaDashboard.FILE));
        Set<String> names = new HashSet<>();
        while (used.find()) {
            names.add(used.group("name"));
        }
        assertThat(names)
                .containsExactlyInAnyOrder(
                        "DS_PROMETHEUS", "datasource", "job", "instance", "__rate_interval", "__range", "__all");
    }

    @Test
    void shouldGiveEachPanelItsNumberAndItsPlace() {
        Set<Object> ids = new HashSet<>();
        Set<Integer> taken = new HashSet<>();
        for (Map<String, Object> each : everything()) {
            String title = text(each, "title");
            assertThat(ids.add(each.get("id"))).as("number of " + title).isTrue();
            Map<String, Object> place = map(each, "gridPos");
            int x = number(place, "x");
            int y = number(place, "y");
            int width = number(place, "w");
            int height = number(place, "h");
            assertThat(width).isPositive();
            assertThat(height).isPositive();
            assertThat(x).as(title).isBetween(0, COLUMNS - width);
            for (int row = y; row < y + height; row++) {
                for (int column = x; column < x + width; column++) {
                    assertThat(taken.add(row * COLUMNS + column))
                            .as("%s has its place alone", title)
                            .isTrue();
                }
            }
            assertThat(list(each, "panels")).as("rows are open").isEmpty();
        }
        assertThat(dashboard.panels()).extracting(Panel::title).doesNotHaveDuplicates();
    }

    @Test
    void shouldExplainEachPanel() {
        for (Panel panel : dashboard.panels()) {
            assertThat(panel.title()).isNotEmpty();
            assertThat(text(panel.json(), "description"))
                    .as(panel.title())
                    .hasSizeGreaterThan(60)
                    .containsIgnoringCase("worry");
            Map<String, Object> defaults = map(map(panel.json(), "fieldConfig"), "defaults");
            boolean table = "table".equals(panel.json().get("type"));
            assertThat(table || defaults.containsKey("unit"))
                    .as("unit of " + panel.title())
                    .isTrue();
        }
    }

    /** What is divided by nothing is no number, and a figure by itself has to say why it is none. */
    @Test
    void shouldSayWhereNobodyAsks() {
        List<Panel> shares = dashboard.panels().stream()
                .filter(panel -> "stat".equals(panel.json().get("type")))
                .filter(panel -> panel.targets().stream()
                        .anyMatch(target ->
                                SHARE_OF_RATES.matcher(target.expression()).find()))
                .toList();
        assertThat(shares).extracting(Panel::title).containsExactlyInAnyOrder("Hit ratio", "Get, 99 %");
        for (Panel panel : shares) {
            assertThat(panel.noValue()).as(panel.title()).isNotEmpty();
            assertThat(panel.targets())
                    .as(panel.title())
                    .allSatisfy(target -> assertThat(target.expression()).matches(".*( > 0\\)| >= 0)"));
        }
    }

    /** Where Prometheus asks once a minute, two answers lie in no shorter time. */
    @Test
    void shouldSeeEachChange() {
        assertThat(list(map(dashboard.json(), "annotations"), "list"))
                .filteredOn(each -> each.containsKey("expr"))
                .isNotEmpty()
                .allSatisfy(each -> {
                    assertThat(text(each, "expr")).startsWith("changes(").endsWith("[2m]) > 0");
                    assertThat(text(each, "step")).isEqualTo("60s");
                });
    }

    /** A state has one colour in all panels. */
    @Test
    void shouldColourStatesAlike() {
        Map<String, String> colours = new HashMap<>();
        for (Panel panel : dashboard.panels()) {
            for (Map<String, Object> override : list(map(panel.json(), "fieldConfig"), "overrides")) {
                String series = text(map(override, "matcher"), "options");
                Matcher colour = COLOUR.matcher(list(override, "properties").toString());
                if (!series.startsWith("/") && colour.find()) {
                    assertThat(colours.getOrDefault(series, colour.group()))
                            .as("%s in %s", series, panel.title())
                            .isEqualTo(colour.group());
                    colours.put(series, colour.group());
                }
            }
        }
        assertThat(colours)
                .containsKeys(
                        "resident",
                        "dropped",
                        "hollow",
                        "limit",
                        "left by others",
                        "open",
                        "sealed",
                        "free",
                        "evicted",
                        "shed");
        colours.remove("all");
        assertThat(colours.values()).doesNotHaveDuplicates();
    }

    private static int number(Map<String, Object> place, String of) {
        return Integer.parseInt(text(place, of));
    }

    private static Map<String, Object> chosen() {
        return Map.of("type", "prometheus", "uid", "${datasource}");
    }

    private Map<String, Object> variable(String name) {
        List<Map<String, Object>> found = list(map(dashboard.json(), "templating"), "list").stream()
                .filter(each -> name.equals(each.get("name")))
                .toList();
        assertThat(found).as(name).hasSize(1);
        return found.get(0);
    }
}
