package io.ebbcache.deploy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The dashboard for Grafana, as it is shipped. */
record GrafanaDashboard(Map<String, Object> json) {

    static final Path FILE = Path.of("monitoring", "grafana-dashboard.json");

    /** Something that is drawn. */
    record Panel(String row, Map<String, Object> json) {

        String title() {
            return Yaml.text(json, "title");
        }

        List<Target> targets() {
            return Yaml.list(json, "targets").stream()
                    .map(target -> new Target(
                            this,
                            Yaml.text(target, "refId"),
                            Yaml.text(target, "expr"),
                            Yaml.text(target, "legendFormat")))
                    .toList();
        }

        /** What it says where there is nothing to draw. */
        String noValue() {
            return Yaml.text(Yaml.map(Yaml.map(json, "fieldConfig"), "defaults"), "noValue");
        }
    }

    /** What Prometheus is asked for a panel. */
    record Target(Panel panel, String id, String expression, String legend) {

        /** As Grafana asks for all nodes of a job. */
        String of(String job, String rateInterval) {
            return substitute(expression, job, rateInterval);
        }

        @Override
        public String toString() {
            return panel.title() + " " + id + ": " + expression;
        }
    }

    static GrafanaDashboard read() throws IOException {
        return new GrafanaDashboard(Yaml.documents(FILE).get(0));
    }

    static String substitute(String expression, String job, String rateInterval) {
        return expression
                .replace("$__rate_interval", rateInterval)
                .replace("$__range", "1h")
                .replace("$job", job)
                .replace("$instance", ".+");
    }

    /** All that is drawn, in the order of the file, rows left out. */
    List<Panel> panels() {
        List<Panel> panels = new ArrayList<>();
        String row = "";
        for (Map<String, Object> each : Yaml.list(json, "panels")) {
            if ("row".equals(each.get("type"))) {
                row = Yaml.text(each, "title");
            } else {
                panels.add(new Panel(row, each));
            }
        }
        return panels;
    }

    List<Target> targets() {
        return panels().stream().flatMap(panel -> panel.targets().stream()).toList();
    }

    /** All that Prometheus is asked, by panels and for annotations. */
    List<String> expressions() {
        return Stream.concat(
                        targets().stream().map(Target::expression),
                        Yaml.list(Yaml.map(json, "annotations"), "list").stream()
                                .filter(each -> each.containsKey("expr"))
                                .map(each -> Yaml.text(each, "expr")))
                .toList();
    }
}
