package io.ebbcache.deploy;

import static io.ebbcache.deploy.Yaml.list;
import static io.ebbcache.deploy.Yaml.map;
import static io.ebbcache.deploy.Yaml.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ebbcache.deploy.GrafanaDashboard.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Dashboard and alerts beside what they are about: three nodes of a cluster and one by itself, with clients, asked by a real Prometheus. All that is
 * asked for is told, and all that should draw something does.
 */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class MonitoringIT {

    private static final int NODES = 3;
    private static final int KEYS = 200;
    private static final String CLUSTER = "ebb";
    private static final String SINGLE = "ebb-single";
    private static final String RATE_INTERVAL = "15s";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration BETWEEN = Duration.ofMillis(500);
    private static final String ROW_OF_THE_CLUSTER = "Cluster";
    private static final String MISSING_NODES = "Missing nodes";
    private static final Duration QUIET = Duration.ofSeconds(4);

    /** Depends on how busy this machine is. */
    private static final String LAG = "EbbEventLoopLag";

    private static final Pattern ADMIN = Pattern.compile("admin: http://(?<address>127\\.0\\.0\\.1:[0-9]+)/");
    private static final Pattern SELECTOR =
            Pattern.compile("\\b(?<name>(?:ebb|jvm|process)_[a-z0-9_]+|up)\\b(?:\\{(?<matchers>[^}]*)\\})?");
    private static final Pattern ONE_OF = Pattern.compile("(?<label>[a-z_]+)=~?\"(?<values>[a-z_|]+)\"");
    private static final Pattern LABELS =
            Pattern.compile("\\b(?:by|on|without|ignoring|group_left) \\((?<labels>[a-z_, ]*)\\)");
    private static final Pattern IN_TEXT = Pattern.compile("\\{\\{ ?(?:\\$labels\\.)?(?<label>[a-z_]+) ?\\}\\}");

    @TempDir
    static Path directory;

    @AutoClose
    private static ClusterNodes nodes;

    @AutoClose
    private static EbbProcess.Listening single;

    @AutoClose
    private static PrometheusProcess prometheus;

    @BeforeAll
    static void start() throws Exception {
        PrometheusProcess.assumeThatItIsThere();
        nodes = new ClusterNodes("monitored", NODES, directory, Visitor.PLAIN, node -> List.of("--admin-port=-1"));
        single = EbbProcess.serve(
                "monitored-single", UnaryOperator.identity(), "-m", "64", "-t", "1", "--admin-port=-1");
        List<String> addresses = new ArrayList<>();
        for (int node = 0; node < NODES; node++) {
            addresses.add(admin(nodes.get(node)));
        }
        prometheus = new PrometheusProcess(
                directory, Map.of(CLUSTER, addresses, SINGLE, List.of(admin(single))), AlertsIT.FILE);
    }

    private static String admin(EbbProcess.Listening node) throws IOException {
        Matcher told = ADMIN.matcher(node.process().output());
        assertThat(told.find()).as("where it tells metrics").isTrue();
        return told.group("address");
    }

    /** What clients do, of each kind something. */
    private static void requests() throws IOException {
        StringBuilder requests = new StringBuilder();
        for (int key = 0; key < KEYS; key++) {
            requests.append("set k" + key + " 0 0 1\r\n1\r\n")
                    .append("get k" + key + "\r\n")
                    .append("get absent" + key + "\r\n")
                    .append("incr k" + key + " 1\r\n")
                    .append("touch k" + key + " 100\r\n")
                    .append("delete k" + key + "\r\n");
        }
        for (int node = 0; node < NODES; node++) {
            assertThat(nodes.say(node, requests.toString())).contains("STORED").doesNotContain("ERROR");
        }
        assertThat(Visitor.PLAIN.say(single.port(), requests.toString())).contains("STORED");
    }

    /** Lets clients come until each of these draws something. */
    private static void awaitNumbers(List<Target> targets, String job) {
        Set<Target> empty = new LinkedHashSet<>(targets);
        await().atMost(PATIENCE).pollInterval(BETWEEN).untilAsserted(() -> {
            requests();
            for (Target target : targets) {
                if (empty.contains(target)
                        && prometheus.query(target.of(job, RATE_INTERVAL)).stream()
                                .anyMatch(PrometheusProcess::hasNumber)) {
                    empty.remove(target);
                }
            }
            assertThat(empty).as("what %s draws nothing of", job).isEmpty();
        });
    }

    @Test
    void shouldDrawAllOfTheCluster() throws Exception {
        GrafanaDashboard dashboard = GrafanaDashboard.read();
        assertThat(dashboard.targets()).hasSizeGreaterThan(60);
        awaitNumbers(dashboard.targets(), CLUSTER);
        for (Target target : dashboard.targets()) {
            for (Map<String, Object> series : prometheus.query(target.of(CLUSTER, RATE_INTERVAL))) {
                assertThat(map(series, "metric").keySet())
                        .as("labels in the legend of %s", target)
                        .containsAll(labelsIn(target.legend()));
            }
        }
        for (String expression : dashboard.expressions()) {
            prometheus.query(GrafanaDashboard.substitute(expression, CLUSTER, RATE_INTERVAL));
        }
    }

    /** A node by itself has no cluster to tell of; then panels say that, and no more of them are empty. */
    @Test
    void shouldDrawAllElseOfANodeByItself() throws Exception {
        List<Target> targets = GrafanaDashboard.read().targets();
        List<Target> ofAnyNode = targets.stream()
                .filter(target -> !target.panel().row().equals(ROW_OF_THE_CLUSTER)
                        && !target.panel().title().equals(MISSING_NODES))
                .toList();
        assertThat(ofAnyNode).hasSizeBetween(40, targets.size() - 10);
        awaitNumbers(ofAnyNode, SINGLE);
        for (Target target : targets) {
            if (prometheus.query(target.of(SINGLE, RATE_INTERVAL)).stream().noneMatch(PrometheusProcess::hasNumber)) {
                assertThat(target.panel().noValue()).as("%s", target).isNotEmpty();
            }
        }
    }

    @Test
    void shouldAskForNothingThatNodesDoNotTell() throws Exception {
        Set<String> selectors = new LinkedHashSet<>();
        Set<String> labels = new HashSet<>();
        for (String expression : GrafanaDashboard.read().expressions()) {
            collect(GrafanaDashboard.substitute(expression, CLUSTER, RATE_INTERVAL), selectors, labels);
        }
        for (Map<String, Object> alert : AlertsIT.alerts()) {
            collect(text(alert, "expr"), selectors, labels);
            labels.addAll(labelsIn(map(alert, "annotations").toString()));
        }
        assertThat(selectors).hasSizeGreaterThan(70);
        await().atMost(PATIENCE).untilAsserted(() -> {
            for (String selector : selectors) {
                assertThat(prometheus.query("count(last_over_time(" + selector + "[5m]))"))
                        .as("%s", selector)
                        .isNotEmpty();
            }
        });
        // Those that only the whole of several clusters has.
        labels.removeAll(Set.of("cluster", "namespace"));
        assertThat(prometheus.names("labels")).containsAll(labels);
        for (Map<String, Object> variable : list(map(GrafanaDashboard.read().json(), "templating"), "list")) {
            assertThat(text(variable, "name").equals("datasource")
                            || text(variable, "definition").startsWith("label_values(ebb_build"))
                    .isTrue();
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(prometheus.names("label/job/values?match%5B%5D=ebb_build"))
                        .containsExactlyInAnyOrder(CLUSTER, SINGLE));
    }

    /** Each alternative of a matcher by itself, so that none of them is a word that no node says. */
    private static void collect(String expression, Set<String> selectors, Set<String> labels) {
        Matcher selector = SELECTOR.matcher(expression);
        while (selector.find()) {
            String matchers = selector.group("matchers") == null ? "" : selector.group("matchers");
            Matcher oneOf = ONE_OF.matcher(matchers);
            selectors.add(selector.group("name") + "{" + matchers + "}");
            while (oneOf.find()) {
                for (String value : oneOf.group("values").split("\\|", -1)) {
                    selectors.add(selector.group("name") + "{" + oneOf.group("label") + "=\"" + value + "\"}");
                }
            }
        }
        Matcher grouped = LABELS.matcher(expression);
        while (grouped.find()) {
            labels.addAll(List.of(grouped.group("labels").split(", *", -1)));
        }
        labels.remove("");
    }

    private static List<String> labelsIn(String text) {
        return IN_TEXT.matcher(text)
                .results()
                .map(found -> found.group(1))
                .filter(label -> !label.equals("value"))
                .toList();
    }

    @Test
    void shouldAlertNobodyWhileAllIsWell() throws Exception {
        requests();
        List<String> expected =
                AlertsIT.alerts().stream().map(alert -> text(alert, "alert")).toList();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(rules())
                        .hasSize(expected.size())
                        .allSatisfy(rule -> assertThat(rule).as(rule.toString()).containsEntry("health", "ok")));
        assertThat(rules()).extracting(rule -> text(rule, "name")).containsExactlyInAnyOrderElementsOf(expected);
        // Not even pending, several evaluations long, when all nodes have answered.
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(prometheus.query("count(up == 1) == " + (NODES + 1)))
                        .hasSize(1));
        await().atMost(PATIENCE)
                .during(QUIET)
                .untilAsserted(() -> assertThat(rules())
                        .filteredOn(rule -> !LAG.equals(text(rule, "name")))
                        .hasSize(expected.size() - 1)
                        .filteredOn(rule -> !"inactive".equals(text(rule, "state")))
                        .extracting(rule -> text(rule, "name"))
                        .isEmpty());
    }

    private static List<Map<String, Object>> rules() throws IOException, InterruptedException {
        return list(prometheus.get("rules"), "groups").stream()
                .flatMap(group -> list(group, "rules").stream())
                .toList();
    }
}
