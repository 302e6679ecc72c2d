package io.ebbcache.deploy;

import static io.ebbcache.deploy.Yaml.documents;
import static io.ebbcache.deploy.Yaml.list;
import static io.ebbcache.deploy.Yaml.map;
import static io.ebbcache.deploy.Yaml.strings;
import static io.ebbcache.deploy.Yaml.text;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What brings Prometheus and Grafana to nodes, in compose and in Kubernetes: each file is there, and they agree with each other and with the nodes. */
class MonitoringManifestsIT {

    private static final Path MONITORING = Path.of("monitoring");
    private static final String NODES_FILE = "compose.yaml";
    private static final String WATCHERS_FILE = "compose.monitoring.yaml";

    private static final String IN_COMMENT = "      #   ";
    private static final Pattern JOBS = Pattern.compile("\\bup\\{job=~\"([^\"]+)\"\\}");

    private static Map<String, Object> only(Path file) throws IOException {
        List<Map<String, Object>> documents = documents(file);
        assertThat(documents).as("%s", file).hasSize(1);
        return documents.get(0);
    }

    private static Map<String, Object> compose(String file) throws IOException {
        return only(Path.of(file));
    }

    private static Map<String, Object> services(String file) throws IOException {
        return map(compose(file), "services");
    }

    private static Stream<Map<String, Object>> each(String file) throws IOException {
        Map<String, Object> services = services(file);
        return services.keySet().stream().map(name -> map(services, name));
    }

    @Test
    void shouldStandBesideTheNodesOfCompose() throws IOException {
        assertThat(services(WATCHERS_FILE)).containsOnlyKeys("prometheus", "grafana");
        assertThat(services(NODES_FILE)).doesNotContainKeys("prometheus", "grafana");
        List<String> ports = new ArrayList<>();
        for (String file : List.of(NODES_FILE, WATCHERS_FILE)) {
            each(file).forEach(service -> ports.addAll(strings(service, "ports")));
        }
        assertThat(ports)
                .contains("127.0.0.1:3000:3000", "127.0.0.1:9090:9090")
                .allMatch(port -> port.startsWith("127.0.0.1:"))
                .extracting(port -> port.split(":", -1)[1])
                .doesNotHaveDuplicates();
        Map<String, Object> networks = map(compose(NODES_FILE), "networks");
        Map<String, Object> volumes = map(compose(WATCHERS_FILE), "volumes");
        each(WATCHERS_FILE).forEach(service -> {
            assertThat(networks).containsKeys(strings(service, "networks").toArray(String[]::new));
            assertThat(text(service, "image")).as("version").matches("[a-z]+/[a-z]+:v?[0-9]+\\.[0-9]+\\.[0-9]+");
            assertThat(strings(service, "cap_drop")).containsExactly("ALL");
            for (String volume : strings(service, "volumes")) {
                String[] parts = volume.split(":", -1);
                if (parts[0].startsWith("./")) {
                    assertThat(Path.of(parts[0])).isRegularFile();
                    assertThat(parts[2]).as(volume).isEqualTo("ro");
                } else {
                    assertThat(volumes).containsKey(parts[0]);
                }
            }
        });
    }

    @Test
    void shouldLetPrometheusAskEachNodeOfCompose() throws IOException {
        Map<String, Object> config = only(MONITORING.resolve("prometheus.yaml"));
        List<Map<String, Object>> jobs = list(config, "scrape_configs");
        assertThat(jobs).hasSize(1);
        assertThat(jobs.get(0)).containsEntry("job_name", "ebb");
        List<String> nodes = services(NODES_FILE).keySet().stream()
                .map(name -> name + ":9150")
                .toList();
        assertThat(list(jobs.get(0), "static_configs"))
                .hasSize(1)
                .allSatisfy(targets -> assertThat(strings(targets, "targets")).containsExactlyElementsOf(nodes));
        each(NODES_FILE)
                .forEach(node -> assertThat(map(node, "environment")).containsEntry("EBB_ADMIN_LISTEN", "0.0.0.0"));
        Map<String, String> mounted = mounted("prometheus");
        assertThat(mounted).containsEntry("./monitoring/prometheus.yaml", "/etc/prometheus/prometheus.yml");
        for (String rules : strings(config, "rule_files")) {
            assertThat(mounted).containsEntry("./monitoring/" + rules, "/etc/prometheus/" + rules);
        }
    }

    @Test
    void shouldLetGrafanaFindPrometheusAndTheDashboard() throws IOException {
        List<Map<String, Object>> sources = list(only(MONITORING.resolve("grafana-datasource.yaml")), "datasources");
        assertThat(sources).hasSize(1);
        assertThat(sources.get(0))
                .containsEntry("type", "prometheus")
                .containsEntry("url", "http://prometheus:9090")
                .containsEntry("isDefault", true);
        assertThat(map(sources.get(0), "jsonData").get("timeInterval"))
                .isEqualTo(map(only(MONITORING.resolve("prometheus.yaml")), "global")
                        .get("scrape_interval"));
        List<Map<String, Object>> providers = list(only(MONITORING.resolve("grafana-provider.yaml")), "providers");
        assertThat(providers).hasSize(1);
        String folder = text(map(providers.get(0), "options"), "path");
        String dashboard = folder + "/ebb.json";
        assertThat(mounted("grafana"))
                .containsEntry("./monitoring/grafana-dashboard.json", dashboard)
                .containsEntry("./monitoring/grafana-datasource.yaml", "/etc/grafana/provisioning/datasources/ebb.yaml")
                .containsEntry("./monitoring/grafana-provider.yaml", "/etc/grafana/provisioning/dashboards/ebb.yaml");
        assertThat(map(map(services(WATCHERS_FILE), "grafana"), "environment"))
                .containsEntry("GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH", dashboard)
                .containsEntry("GF_AUTH_ANONYMOUS_ENABLED", "true");
    }

    @Test
    void shouldAskThePodsByThePortThatTheyHave() throws IOException {
        Map<String, Object> set = documents(Path.of("kubernetes", "statefulset.yaml")).stream()
                .filter(each -> "StatefulSet".equals(each.get("kind")))
                .findFirst()
                .orElseThrow();
        Map<String, Object> pod = map(map(set, "spec"), "template");
        Map<String, Object> labels = map(map(pod, "metadata"), "labels");
        List<Map<String, Object>> admin = list(
                        list(map(pod, "spec"), "containers").get(0), "ports")
                .stream()
                .filter(port -> "admin".equals(port.get("name")))
                .toList();
        assertThat(admin).hasSize(1);
        assertThat(map(map(pod, "metadata"), "annotations"))
                .containsEntry("prometheus.io/scrape", "true")
                .containsEntry("prometheus.io/port", text(admin.get(0), "containerPort"));

        Map<String, Object> monitor = only(MONITORING.resolve("podmonitor.yaml"));
        assertThat(monitor).containsEntry("kind", "PodMonitor").containsEntry("apiVersion", "monitoring.coreos.com/v1");
        Map<String, Object> spec = map(monitor, "spec");
        assertThat(map(map(spec, "selector"), "matchLabels")).isEqualTo(labels);
        List<Map<String, Object>> endpoints = list(spec, "podMetricsEndpoints");
        assertThat(endpoints)
                .hasSize(1)
                .allSatisfy(endpoint ->
                        assertThat(endpoint).containsEntry("port", "admin").containsEntry("path", "/metrics"));
        assertThat(relabeled(list(endpoints.get(0), "relabelings"), "sourceLabels", "targetLabel", "ebb"))
                .isEqualTo(Map.of("job", "shop/ebb", "instance", "ebb-0"));
    }

    /** For a Prometheus without the operator: as the comment at the annotations says. */
    @Test
    void shouldTellHowAnnotatedPodsGetTheNamesThatAlertsKnow() throws IOException {
        String rules = Files.readAllLines(Path.of("kubernetes", "statefulset.yaml")).stream()
                .filter(line -> line.startsWith(IN_COMMENT))
                .map(line -> line.substring(IN_COMMENT.length()))
                .collect(joining("\n", "relabel_configs:\n", "\n"));
        List<Map<String, Object>> configs = list(Yaml.document(rules), "relabel_configs");
        assertThat(configs).hasSize(2);
        Map<String, String> names = relabeled(configs, "source_labels", "target_label", "ebb");
        assertThat(names).isEqualTo(Map.of("job", "shop/ebb", "instance", "ebb-0"));
        assertThat(relabeled(configs, "source_labels", "target_label", "web"))
                .as("what other pods are called")
                .isEmpty();
        Matcher jobs = JOBS.matcher(Files.readString(AlertsIT.FILE));
        assertThat(jobs.results().map(job -> job.group(1)))
                .isNotEmpty()
                .allSatisfy(job -> assertThat(names.get("job")).matches(job));
    }

    /** What Prometheus makes of a pod ebb-0 in the namespace shop. */
    private static Map<String, String> relabeled(
            List<Map<String, Object>> rules, String sources, String target, String name) {
        Map<String, String> pod = Map.of(
                "__meta_kubernetes_namespace", "shop",
                "__meta_kubernetes_pod_name", "ebb-0",
                "__meta_kubernetes_pod_label_app_kubernetes_io_name", name);
        Map<String, String> labels = new HashMap<>();
        for (Map<String, Object> rule : rules) {
            String source = strings(rule, sources).stream().map(pod::get).collect(joining(";"));
            String regex = rule.containsKey("regex") ? text(rule, "regex") : "(.*)";
            if (source.matches(regex)) {
                String replacement = rule.containsKey("replacement") ? text(rule, "replacement") : "$1";
                labels.put(text(rule, target), source.replaceFirst(regex, replacement));
            }
        }
        return labels;
    }

    @Test
    void shouldCustomizeFilesThatThereAre() throws IOException {
        Map<String, Object> customization = only(MONITORING.resolve("kustomization.yaml"));
        assertThat(strings(customization, "resources"))
                .isNotEmpty()
                .allSatisfy(file -> assertThat(MONITORING.resolve(file)).isRegularFile());
        assertThat(list(customization, "configMapGenerator")).hasSize(1).allSatisfy(map -> {
            assertThat(strings(map, "files")).containsExactly("ebb.json=grafana-dashboard.json");
            assertThat(map(map(map, "options"), "labels")).containsEntry("grafana_dashboard", "1");
        });
        // What a selector by Helm release looks for: the same for both commands.
        String text = Files.readString(MONITORING.resolve("kustomization.yaml"));
        assertThat(text).contains("labels: {release: NAME}");
        assertThat(Yaml.document(text.substring(text.indexOf("# labels:")).replaceAll("(?m)^# ", "")))
                .isEqualTo(Map.of("labels", List.of(Map.of("pairs", Map.of("release", "NAME")))));
        // The operator's kind of the same rules is made by indenting them.
        assertThat(Files.readAllLines(AlertsIT.FILE))
                .filteredOn(line -> !line.startsWith("#") && !line.startsWith(" ") && !line.isEmpty())
                .containsExactly("groups:");
    }

    private static Map<String, String> mounted(String service) throws IOException {
        Map<String, String> mounted = new HashMap<>();
        for (String volume : strings(map(services(WATCHERS_FILE), service), "volumes")) {
            String[] parts = volume.split(":", -1);
            mounted.put(parts[0], parts[1]);
        }
        return mounted;
    }
}
