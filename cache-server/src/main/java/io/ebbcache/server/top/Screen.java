package io.ebbcache.server.top;

import io.ebbcache.server.figures.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jline.utils.AttributedString;

/** One picture of a node, for a terminal of a certain size. */
final class Screen {
    /** Of a terminal that does not say how large it is. */
    static final int USUAL_WIDTH = 80;

    static final int USUAL_HEIGHT = 24;

    private final String address;
    private final int width;
    private final int height;

    Screen(String address, int width, int height) {
        this.address = address;
        this.width = width;
        this.height = height;
    }

    /**
     * The lines, at most as many and as long as there is room for.
     *
     * @param trouble why there is nothing newer than this interval, if so
     * @param foot the last line
     */
    List<AttributedString> lines(Optional<Interval> interval, Optional<String> trouble, String foot) {
        List<AttributedString> lines = new ArrayList<>();
        lines.add(title(interval, trouble));
        interval.ifPresent(each -> addAll(lines, each));
        while (lines.size() > height - 1) {
            lines.remove(lines.size() - 1);
        }
        String missing = interval.map(each -> missing(each.now())).orElse("");
        String between = foot.isEmpty() || missing.isEmpty() ? "" : "  ";
        lines.add(new AttributedString(foot + between + missing));
        return lines.stream().map(line -> line.columnSubSequence(0, width)).toList();
    }

    private void addAll(List<AttributedString> lines, Interval interval) {
        AttributedString blank = new AttributedString("");
        lines.addAll(new Traffic(interval).lines());
        lines.add(blank);
        lines.addAll(new Memory(interval.now(), width).lines());
        lines.add(blank);
        lines.addAll(new Details(interval.now(), width, height - 1 - lines.size()).lines());
    }

    private AttributedString title(Optional<Interval> interval, Optional<String> trouble) {
        Line title = new Line().add(address, Line.HEAD);
        interval.map(Interval::now).ifPresent(now -> {
            title.add("  " + now.general().getOrDefault("version", ""));
            now.number("uptime").ifPresent(seconds -> title.add("  up " + Figures.seconds(seconds)));
        });
        trouble.ifPresent(why -> title.add("  ").add(why, Line.ALARM));
        return title.end();
    }

    private static String missing(Sample now) {
        List<String> missing = new ArrayList<>();
        if (now.number("droppable_resident_bytes").isEmpty()) {
            missing.add("what is resident and dropped");
        }
        if (now.hotKeys().isEmpty()) {
            missing.add("hot keys");
        }
        return missing.isEmpty() ? "" : "this server does not tell: " + String.join(", ", missing);
    }
}
