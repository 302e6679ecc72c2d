package io.ebbcache.server.top;

import io.ebbcache.server.figures.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/** The upper part of the screen: on the left what is asked for, on the right what came of it, each now and since the start. */
final class Traffic {
    static final String UNKNOWN = "-";

    private static final int RATE_END = 25;
    private static final int TOTAL_END = 39;
    private static final int RIGHT = 41;

    private static final String[] KINDS = {
        "cmd_get",
        "cmd_set",
        "cmd_touch",
        "delete_hits",
        "delete_misses",
        "incr_hits",
        "incr_misses",
        "decr_hits",
        "decr_misses",
        "cmd_flush"
    };

    private final Interval interval;
    private final Sample now;

    Traffic(Interval interval) {
        this.interval = interval;
        this.now = interval.now();
    }

    List<AttributedString> lines() {
        List<AttributedString> left = left();
        List<AttributedString> right = right();
        List<AttributedString> lines = new ArrayList<>();
        for (int i = 0; i < left.size(); i++) {
            lines.add(new Line().add(left.get(i)).at(RIGHT).add(right.get(i)).end());
        }
        return lines;
    }

    private List<AttributedString> left() {
        return List.of(
                head("REQUESTS"),
                now.number("droppable_commands").isPresent()
                        ? counted("all", "droppable_commands")
                        : counted("all", KINDS),
                counted("get", "cmd_get"),
                counted("set", "cmd_set"),
                counted("delete", "delete_hits", "delete_misses"),
                counted("touch", "cmd_touch"),
                counted("incr, decr", "incr_hits", "incr_misses", "decr_hits", "decr_misses"),
                counted("cas", "cas_hits", "cas_misses", "cas_badval"),
                counted("by meta", "cmd_meta"),
                bytes("received", "bytes_read"),
                bytes("sent", "bytes_written"),
                connections());
    }

    private List<AttributedString> right() {
        return List.of(
                head("GETS"),
                hitRatio(),
                counted("hits", "get_hits"),
                counted("misses", "get_misses"),
                counted(" expired", "get_expired"),
                counted(" flushed", "get_flushed"),
                otherMisses(),
                head("ITEMS GONE"),
                counted("evicted", "evictions"),
                counted(" for others", "droppable_shed_items"),
                alarming("dropped", "droppable_dropped_items"),
                counted("expired", "reclaimed"));
    }

    private static AttributedString head(String name) {
        return new Line()
                .add(name, Line.HEAD)
                .upTo(RATE_END, "/s", Line.HEAD)
                .upTo(TOTAL_END, "since start", Line.HEAD)
                .end();
    }

    private AttributedString counted(String label, String... names) {
        return row(label, rate(interval.perSecond(names)), count(now.sum(names)), Line.PLAIN);
    }

    private AttributedString alarming(String label, String name) {
        boolean happens = interval.growth(name).orElse(0) > 0;
        AttributedStyle style = happens ? Line.ODD : Line.PLAIN;
        return row(label, rate(interval.perSecond(name)), count(now.number(name)), style);
    }

    private AttributedString bytes(String label, String name) {
        OptionalDouble rate = interval.perSecond(name);
        OptionalLong total = now.number(name);
        return row(
                label,
                rate.isPresent() ? Figures.bytes(Math.round(rate.getAsDouble())) : UNKNOWN,
                total.isPresent() ? Figures.bytes(total.getAsLong()) : UNKNOWN,
                Line.PLAIN);
    }

    private AttributedString connections() {
        OptionalLong current = now.number("curr_connections");
        OptionalLong most = now.number("max_connections");
        String both = count(current) + (most.isPresent() ? " of " + count(most) : "");
        boolean full = current.isPresent() && most.isPresent() && current.getAsLong() >= most.getAsLong();
        return new Line()
                .add("connections")
                .upTo(TOTAL_END, both, full ? Line.ALARM : Line.PLAIN)
                .end();
    }

    private AttributedString hitRatio() {
        return row(
                "hit ratio",
                percent(interval.ratio("get_hits", "get_misses")),
                percent(interval.ratioSinceStart("get_hits", "get_misses")),
                Line.GOOD);
    }

    /** Never stored, evicted, or dropped: these cannot be told apart by who asks. */
    private AttributedString otherMisses() {
        String[] known = {"get_expired", "get_flushed"};
        OptionalDouble all = interval.perSecond("get_misses");
        OptionalDouble those = interval.perSecond(known);
        String rate = all.isPresent() && those.isPresent()
                ? Figures.perSecond(Math.max(0, all.getAsDouble() - those.getAsDouble()))
                : UNKNOWN;
        return row(" not there", rate, count(less(now.number("get_misses"), now.sum(known))), Line.PLAIN);
    }

    private static OptionalLong less(OptionalLong all, OptionalLong some) {
        return all.isPresent() && some.isPresent()
                ? OptionalLong.of(Math.max(0, all.getAsLong() - some.getAsLong()))
                : OptionalLong.empty();
    }

    private static AttributedString row(String label, String rate, String total, AttributedStyle style) {
        return new Line()
                .add(label)
                .upTo(RATE_END, rate, style)
                .upTo(TOTAL_END, total)
                .end();
    }

    private static String rate(OptionalDouble rate) {
        return rate.isPresent() ? Figures.perSecond(rate.getAsDouble()) : UNKNOWN;
    }

    private static String percent(OptionalDouble part) {
        return part.isPresent() ? Figures.percent(part.getAsDouble()) : UNKNOWN;
    }

    private static String count(OptionalLong count) {
        return count.isPresent() ? Figures.count(count.getAsLong()) : UNKNOWN;
    }
}
