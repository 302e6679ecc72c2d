package io.ebbcache.server.top;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/** The lower part of the screen: the keys that are asked for most on the left, the nodes of the cluster on the right. */
final class Details {
    private static final String KEY = "hotkey:";
    private static final String NODE = "node:";
    private static final String CLASH = "clash:";
    private static final String UP = "up";

    /** Where share and frequency of a key end, seen from the middle of the screen. */
    private static final int SHARE_FROM_MIDDLE = 11;

    private static final int RATE_FROM_MIDDLE = 2;
    private static final int GAP = 2;

    private final Sample now;
    private final int width;
    private final int rows;

    /** @param rows lines that there is room for, with the headings */
    Details(Sample now, int width, int rows) {
        this.now = now;
        this.width = width;
        this.rows = rows;
    }

    List<AttributedString> lines() {
        List<AttributedString> left = cut(keys());
        List<AttributedString> right = cut(nodes());
        List<AttributedString> lines = new ArrayList<>();
        for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
            Line line = new Line();
            if (i < left.size()) {
                line.add(left.get(i));
            }
            if (i < right.size()) {
                line.at(middle()).add(right.get(i));
            }
            lines.add(line.end());
        }
        return lines;
    }

    private int middle() {
        return width / 2 + 1;
    }

    private List<AttributedString> cut(List<AttributedString> lines) {
        if (lines.size() <= rows) {
            return lines;
        }
        List<AttributedString> cut = new ArrayList<>(lines.subList(0, Math.max(0, rows - 1)));
        cut.add(new AttributedString((lines.size() - cut.size()) + " more"));
        return cut;
    }

    private List<AttributedString> keys() {
        List<AttributedString> lines = new ArrayList<>();
        int shareEnd = middle() - SHARE_FROM_MIDDLE;
        int rateEnd = middle() - RATE_FROM_MIDDLE;
        String seconds = now.hotKeys().get("hotkeys_seconds");
        lines.add(new Line()
                .add("HOT KEYS", Line.HEAD)
                .add(seconds == null ? "" : " of " + seconds + " s")
                .upTo(shareEnd, "share", Line.HEAD)
                .upTo(rateEnd, "/s", Line.HEAD)
                .end());
        for (Map.Entry<String, String> stat : now.hotKeys().entrySet()) {
            if (stat.getKey().startsWith(KEY)) {
                String key = stat.getKey().substring(KEY.length());
                String[] often = stat.getValue().replace("/s", "").split(",", 2);
                lines.add(new Line()
                        .add(Line.fitting(key, shareEnd - "100.00%".length() - GAP))
                        .upTo(shareEnd, often[0])
                        .upTo(rateEnd, often.length > 1 ? often[1] : Traffic.UNKNOWN)
                        .end());
            }
        }
        if (lines.size() == 1) {
            lines.add(new AttributedString(now.hotKeys().isEmpty() ? "not told" : "no key is hot"));
        }
        return lines;
    }

    private List<AttributedString> nodes() {
        Line head = new Line().add("CLUSTER", Line.HEAD);
        if (now.cluster().isEmpty()) {
            return List.of(head.end(), new AttributedString("in none"));
        }
        String state = now.cluster().getOrDefault("state", Traffic.UNKNOWN);
        head.add(" " + now.cluster().getOrDefault("cluster", "")).add(": ");
        head.add(state, state.equals("complete") ? Line.GOOD : Line.ODD);
        List<AttributedString> lines = new ArrayList<>(List.of(head.end()));
        now.cluster().forEach((name, value) -> {
            if (name.startsWith(CLASH)) {
                lines.add(new Line()
                        .add("same name: " + name.substring(CLASH.length()) + " " + value, Line.ALARM)
                        .end());
            } else if (name.startsWith(NODE)) {
                lines.add(node(name.substring(NODE.length()), value));
            }
        });
        return lines;
    }

    private AttributedString node(String name, String addressAndState) {
        String[] parts = addressAndState.split(" ", 2);
        String state = parts.length > 1 ? parts[1] : Traffic.UNKNOWN;
        AttributedStyle style = state.equals(UP) ? Line.GOOD : Line.ALARM;
        boolean self = name.equals(now.cluster().get("node"));
        return new Line()
                .add(self ? "*" : " ")
                .add(state, style)
                .at(UP.length() + GAP)
                .add(name)
                .add(" " + parts[0])
                .end();
    }
}
