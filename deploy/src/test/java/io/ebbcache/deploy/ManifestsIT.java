package io.ebbcache.deploy;

import static io.ebbcache.deploy.Yaml.documents;
import static io.ebbcache.deploy.Yaml.list;
import static io.ebbcache.deploy.Yaml.map;
import static io.ebbcache.deploy.Yaml.strings;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is written for compose and Kubernetes: it can be read, agrees with itself, and asks only for what the server knows. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ManifestsIT {

    private static final Path KUBERNETES = Path.of("kubernetes");
    private static final Pattern OPTION = Pattern.compile("--[a-z][a-z0-9-]+");
    private static final String PREFIX = "EBB_";
    private static final Map<String, Object> LABELS = Map.of("app.kubernetes.io/name", "ebb");

    private static Set<String> options = Set.of();

    @BeforeAll
    static void ask() throws Exception {
        try (EbbProcess ebb = EbbProcess.run("manifests", "serve", "--help")) {
            assertThat(ebb.exitCode()).isZero();
            options = new LinkedHashSet<>();
            Matcher each = OPTION.matcher(ebb.output());
            while (each.find()) {
                options.add(each.group());
            }
        }
        assertThat(options)
                .contains("--cluster", "--join", "--drain", "--admin-listen")
                .hasSizeGreaterThan(30);
    }

    @Test
    void shouldAskOnlyForOptionsThatThereAre() throws IOException {
        Map<String, Object> container = container();
        assertThat(optionsIn(strings(container, "args"))).isNotEmpty().isSubsetOf(options);
        List<String> variables = list(container, "env").stream()
                .map(variable -> String.valueOf(variable.get("name")))
                .toList();
        assertThat(asOptions(variables)).isNotEmpty().isSubsetOf(options);
        for (Map<String, Object> node : nodesOfCompose()) {
            assertThat(optionsIn(strings(node, "command"))).isNotEmpty().isSubsetOf(options);
            assertThat(asOptions(map(node, "environment").keySet())).isSubsetOf(options);
        }
        List<String> unit = Files.readAllLines(Path.of("systemd", "ebb.service"));
        Matcher named = Pattern.compile("EBB_[A-Z_]+[A-Z]").matcher(String.join("\n", unit));
        List<String> inUnit = named.results().map(result -> result.group()).toList();
        assertThat(asOptions(inUnit)).isNotEmpty().isSubsetOf(options);
        String image = Files.readString(Path.of("Dockerfile"));
        assertThat(image).contains("EBB_LISTEN=");
        assertThat(options).contains("--listen");
    }

    @Test
    void shouldListEachManifestOnce() throws IOException {
        List<Map<String, Object>> customization = documents(KUBERNETES.resolve("kustomization.yaml"));
        try (Stream<Path> all = Files.list(KUBERNETES)) {
            assertThat(strings(customization.get(0), "resources"))
                    .containsExactlyInAnyOrderElementsOf(
                            all.map(path -> path.getFileName().toString())
                                    .filter(name -> !name.equals("kustomization.yaml"))
                                    .toList());
        }
        assertThat(manifests())
                .extracting(each -> each.get("kind"))
                .containsExactlyInAnyOrder("StatefulSet", "Service", "Service", "PodDisruptionBudget", "NetworkPolicy");
        assertThat(manifests()).allSatisfy(each -> {
            assertThat(each).containsKeys("apiVersion", "kind", "spec");
            assertThat(map(each, "metadata").get("name")).asString().startsWith("ebb");
        });
    }

    @Test
    void shouldMeanTheSamePodsEverywhere() throws IOException {
        Map<String, Object> set = map(one("StatefulSet", "ebb"), "spec");
        assertThat(map(map(map(set, "template"), "metadata"), "labels")).isEqualTo(LABELS);
        assertThat(map(map(set, "selector"), "matchLabels")).isEqualTo(LABELS);
        assertThat(map(map(one("Service", "ebb"), "spec"), "selector")).isEqualTo(LABELS);
        assertThat(map(map(map(one("PodDisruptionBudget", "ebb"), "spec"), "selector"), "matchLabels"))
                .isEqualTo(LABELS);
        assertThat(map(map(map(one("NetworkPolicy", "ebb"), "spec"), "podSelector"), "matchLabels"))
                .isEqualTo(LABELS);
        Map<String, Object> nodes = map(one("Service", String.valueOf(set.get("serviceName"))), "spec");
        assertThat(map(nodes, "selector")).isEqualTo(LABELS);
        assertThat(nodes).containsEntry("clusterIP", "None").containsEntry("publishNotReadyAddresses", true);
        assertThat(set).containsEntry("podManagementPolicy", "Parallel");
        assertThat(strings(container(), "args"))
                .contains("--join=dns:" + set.get("serviceName"))
                .contains("--advertise=$(POD_NAME)." + set.get("serviceName") + ".$(NAMESPACE).svc");
    }

    @Test
    void shouldNamePortsThatTheContainerHas() throws IOException {
        Map<String, Object> container = container();
        List<String> ports = list(container, "ports").stream()
                .map(port -> String.valueOf(port.get("name")))
                .toList();
        for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
            assertThat(ports)
                    .contains(
                            String.valueOf(map(map(container, probe), "httpGet").get("port")));
        }
        for (String service : List.of("ebb", "ebb-nodes")) {
            for (Map<String, Object> port : list(map(one("Service", service), "spec"), "ports")) {
                assertThat(ports).contains(String.valueOf(port.get("targetPort")));
            }
        }
    }

    @Test
    void shouldLetOnlyNodesTalkBetweenNodes() throws IOException {
        Set<Object> forOthers = new LinkedHashSet<>();
        Set<Object> forNodes = new LinkedHashSet<>();
        for (Map<String, Object> rule : list(map(one("NetworkPolicy", "ebb"), "spec"), "ingress")) {
            assertThat(list(rule, "from")).as("who may come").hasSize(1);
            Map<String, Object> from = list(rule, "from").get(0);
            boolean nodes = from.containsKey("podSelector")
                    && map(map(from, "podSelector"), "matchLabels").equals(LABELS);
            list(rule, "ports").forEach(port -> (nodes ? forNodes : forOthers).add(port.get("port")));
        }
        assertThat(forNodes).containsExactlyInAnyOrder(7800, 7900, 11211);
        assertThat(forOthers).containsExactlyInAnyOrder(11211, 9150);
    }

    @Test
    void shouldTakeNoRightsAndRequestFarLessThanItMayHave() throws IOException {
        Map<String, Object> container = container();
        Map<String, Object> rights = map(container, "securityContext");
        assertThat(rights)
                .containsEntry("readOnlyRootFilesystem", true)
                .containsEntry("allowPrivilegeEscalation", false);
        assertThat(strings(map(rights, "capabilities"), "drop")).containsExactly("ALL");
        Map<String, Object> resources = map(container, "resources");
        assertThat(map(resources, "requests")).containsEntry("memory", "512Mi");
        assertThat(map(resources, "limits")).containsEntry("memory", "4Gi").doesNotContainKey("cpu");
        Map<String, Object> pod = map(map(map(one("StatefulSet", "ebb"), "spec"), "template"), "spec");
        assertThat(map(pod, "securityContext")).containsEntry("runAsNonRoot", true);
        int grace = Integer.parseInt(String.valueOf(pod.get("terminationGracePeriodSeconds")));
        String drain = strings(container, "args").stream()
                .filter(argument -> argument.startsWith("--drain="))
                .map(argument -> argument.substring("--drain=".length()))
                .findFirst()
                .orElseThrow();
        assertThat(grace).isGreaterThan(2 * Integer.parseInt(drain));
        for (Map<String, Object> node : nodesOfCompose()) {
            assertThat(node).containsEntry("read_only", true).containsKey("mem_limit");
            assertThat(strings(node, "cap_drop")).containsExactly("ALL");
        }
    }

    @Test
    void shouldHaveThreeNodesInCompose() throws IOException {
        Map<String, Object> compose = documents(Path.of("compose.yaml")).get(0);
        assertThat(nodesOfCompose()).hasSize(3);
        for (Map<String, Object> node : nodesOfCompose()) {
            assertThat(strings(node, "secrets"))
                    .allSatisfy(secret -> assertThat(map(compose, "secrets")).containsKey(secret));
            assertThat(strings(map(map(node, "networks"), "ebb"), "aliases")).containsExactly("nodes");
            assertThat(strings(node, "command")).contains("--join=dns:nodes", "--route=forward");
            assertThat(strings(node, "ports"))
                    .as("published to this machine only")
                    .hasSize(2)
                    .allMatch(port -> port.startsWith("127.0.0.1:"));
        }
        assertThat(strings(nodesOfCompose().get(0), "ports")).contains("127.0.0.1:9150:9150");
    }

    private static Set<String> optionsIn(List<String> arguments) {
        Set<String> found = new TreeSet<>();
        arguments.stream()
                .filter(argument -> argument.startsWith("--"))
                .forEach(argument -> found.add(argument.replaceFirst("=.*", "")));
        return found;
    }

    private static Set<String> asOptions(Iterable<String> variables) {
        Set<String> found = new TreeSet<>();
        for (String variable : variables) {
            if (variable.startsWith(PREFIX)) {
                String name = variable.substring(PREFIX.length());
                found.add("--" + name.toLowerCase(Locale.ROOT).replace('_', '-'));
            }
        }
        return found;
    }

    private static Map<String, Object> container() throws IOException {
        Map<String, Object> pod = map(map(map(one("StatefulSet", "ebb"), "spec"), "template"), "spec");
        List<Map<String, Object>> containers = list(pod, "containers");
        assertThat(containers).hasSize(1);
        return containers.get(0);
    }

    private static List<Map<String, Object>> nodesOfCompose() throws IOException {
        Map<String, Object> services = map(documents(Path.of("compose.yaml")).get(0), "services");
        return services.keySet().stream().map(name -> map(services, name)).toList();
    }

    private static Map<String, Object> one(String kind, String name) throws IOException {
        List<Map<String, Object>> found = manifests().stream()
                .filter(each -> kind.equals(each.get("kind")))
                .filter(each -> name.equals(map(each, "metadata").get("name")))
                .toList();
        assertThat(found).as("%s %s", kind, name).hasSize(1);
        return found.get(0);
    }

    private static List<Map<String, Object>> manifests() throws IOException {
        List<Map<String, Object>> manifests = new ArrayList<>();
        for (String file :
                strings(documents(KUBERNETES.resolve("kustomization.yaml")).get(0), "resources")) {
            manifests.addAll(documents(KUBERNETES.resolve(file)));
        }
        return manifests;
    }
}
