package io.ebbcache.server.dashboard;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.ebbcache.server.command.ClusterFigures;
import io.ebbcache.server.command.ClusterView;
import io.ebbcache.server.command.NodeFigures;
import io.ebbcache.server.command.NodeSummary;
import io.ebbcache.server.command.ServerState;
import io.ebbcache.server.command.UriKey;
import io.ebbcache.server.hotkeys.HotKey;
import io.ebbcache.server.hotkeys.HotKeyReport;
import io.ebbcache.store.SegmentMap;
import io.ebbcache.store.StoreStatistics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Writes the figures down, as the page reads them. What is not known is null. */
final class FiguresJson {

    /** What is null for a node that has told nothing lately. */
    private static final List<String> SUMMARY =
            List.of("ageMillis", "resident", "limit", "items", "requestsPerSecond", "hitRatio", "state");

    private static final int EXPECTED_BYTES = 32 * 1024;

    private final JsonFactory json = new JsonFactory();
    private final ServerState state;
    private final NodeTitle title;
    private final Sampler.Surroundings surroundings;
    private final History history;
    private final long startNanos;

    FiguresJson(ServerState state, NodeTitle title, Sampler.Surroundings surroundings, History history) {
        this.state = state;
        this.title = title;
        this.surroundings = surroundings;
        this.history = history;
        this.startNanos = surroundings.nanos().getAsLong();
    }

    /**
     * All of them.
     *
     * @param since the last sample that the reader knows
     */
    byte[] write(StoreStatistics store, SegmentMap map, long since) throws IOException {
        ByteArrayOutputStream target = new ByteArrayOutputStream(EXPECTED_BYTES);
        try (JsonGenerator out = json.createGenerator(target)) {
            out.writeStartObject();
            node(out, store);
            history(out, history.firstAfter(since));
            segments(out, map);
            hotKeys(out);
            cluster(out);
            out.writeEndObject();
        }
        return target.toByteArray();
    }

    private void node(JsonGenerator out, StoreStatistics store) throws IOException {
        out.writeObjectFieldStart("node");
        out.writeStringField("name", title.name());
        out.writeStringField("version", title.version());
        out.writeStringField("region", store.regionKind());
        out.writeNumberField("now", surroundings.millis().getAsLong());
        out.writeNumberField(
                "uptimeSeconds",
                TimeUnit.NANOSECONDS.toSeconds(surroundings.nanos().getAsLong() - startNanos));
        out.writeNumberField("segmentBytes", StoreStatistics.SEGMENT_BYTES);
        out.writeNumberField("items", store.currItems());
        out.writeEndObject();
    }

    private void history(JsonGenerator out, long first) throws IOException {
        out.writeObjectFieldStart("history");
        out.writeNumberField("intervalMillis", Dashboard.INTERVAL_MILLIS);
        out.writeNumberField("first", first);
        out.writeNumberField("last", history.last());
        String group = "";
        for (Column column : Column.values()) {
            if (!column.group().equals(group)) {
                endGroup(out, group);
                group = column.group();
                if (!group.isEmpty()) {
                    out.writeObjectFieldStart(group);
                }
            }
            out.writeArrayFieldStart(column.label());
            for (long number = first; number <= history.last(); number++) {
                number(out, history.get(column, number));
            }
            out.writeEndArray();
        }
        endGroup(out, group);
        out.writeEndObject();
    }

    private static void endGroup(JsonGenerator out, String group) throws IOException {
        if (!group.isEmpty()) {
            out.writeEndObject();
        }
    }

    private static void segments(JsonGenerator out, SegmentMap map) throws IOException {
        out.writeObjectFieldStart("segments");
        out.writeNumberField("total", map.total());
        out.writeNumberField("everUsed", map.everUsed());
        out.writeNumberField("perCell", map.perCell());
        out.writeNumberField("free", map.free());
        out.writeNumberField("open", map.open());
        out.writeNumberField("sealed", map.sealed());
        out.writeNumberField("hollow", map.hollow());
        out.writeNumberField("dropped", map.dropped());
        out.writeStringField("state", map.state());
        out.writeStringField("resident", map.resident());
        out.writeStringField("alive", map.alive());
        out.writeStringField("heat", map.heat());
        out.writeEndObject();
    }

    private void hotKeys(JsonGenerator out) throws IOException {
        HotKeyReport report = state.hotKeyReport();
        if (report == null) {
            out.writeNullField("hotKeys");
            return;
        }
        out.writeObjectFieldStart("hotKeys");
        out.writeNumberField("seconds", report.seconds());
        out.writeNumberField("requestsPerSecond", report.requestsPerSecond());
        out.writeArrayFieldStart("keys");
        for (HotKey key : report.keys()) {
            out.writeStartObject();
            out.writeStringField("key", UriKey.text(key.key()));
            out.writeNumberField("share", key.share());
            out.writeNumberField("perSecond", key.perSecond());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private void cluster(JsonGenerator out) throws IOException {
        ClusterView cluster = state.cluster();
        if (cluster == null) {
            out.writeNullField("cluster");
            return;
        }
        ClusterFigures figures = cluster.figures();
        out.writeObjectFieldStart("cluster");
        out.writeNumberField("ringVersion", figures.ringVersion());
        out.writeBooleanField("tentative", figures.tentative());
        out.writeArrayFieldStart("nodes");
        for (NodeFigures node : cluster.nodes()) {
            out.writeStartObject();
            out.writeStringField("name", node.name());
            out.writeStringField("address", node.address());
            out.writeBooleanField("own", node.own());
            out.writeBooleanField("missing", node.missing());
            summary(out, node);
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void summary(JsonGenerator out, NodeFigures node) throws IOException {
        NodeSummary summary = node.summary();
        if (summary == null) {
            for (String unknown : SUMMARY) {
                out.writeNullField(unknown);
            }
            return;
        }
        out.writeNumberField("ageMillis", node.ageMillis());
        out.writeNumberField("resident", summary.residentBytes());
        out.writeNumberField("limit", summary.limitBytes());
        out.writeNumberField("items", summary.items());
        out.writeNumberField("requestsPerSecond", summary.requestsPerSecond());
        out.writeFieldName("hitRatio");
        number(out, summary.hitRatio());
        out.writeStringField("state", summary.state());
    }

    private static void number(JsonGenerator out, double value) throws IOException {
        if (Double.isNaN(value)) {
            out.writeNull();
        } else if (value == Math.rint(value)) {
            out.writeNumber((long) value);
        } else {
            out.writeNumber(value);
        }
    }
}
