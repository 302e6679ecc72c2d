package io.ebbcache.server.top;

import io.ebbcache.server.figures.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/** The memory of values: a bar up to its limit, and the figures to it. */
final class Memory {
    private static final String TITLE = "MEMORY";
    private static final int BAR_AT = 18;
    private static final int LIMIT_WIDTH = " 1023.9 MiB".length();
    private static final int BAR_ENDS = 2;

    private final Sample now;
    private final int width;

    Memory(Sample now, int width) {
        this.now = now;
        this.width = width;
    }

    List<AttributedString> lines() {
        String region = now.general().get("droppable_region");
        Line first = new Line().add(TITLE, Line.HEAD);
        if (region != null) {
            first.add(" " + region);
        }
        return List.of(bar(first), sizes(), more());
    }

    private AttributedString bar(Line line) {
        long limit = now.number("limit_maxbytes").orElse(0);
        int cells = Math.max(0, width - BAR_AT - BAR_ENDS - LIMIT_WIDTH);
        line.at(BAR_AT).add("[");
        int free = cells;
        free -= part(line, '#', Line.GOOD, live(), limit, free, cells);
        free -= part(line, '+', Line.ODD, dead().orElse(0), limit, free, cells);
        free -= part(line, 'x', Line.ALARM, dropped().orElse(0), limit, free, cells);
        String ofLimit = bytes(now.number("limit_maxbytes"));
        return line.add(".".repeat(Math.max(0, free)) + "]")
                .upTo(width, ofLimit)
                .end();
    }

    /** Something that is there at all gets a cell at least, as long as there is one. */
    private static int part(Line line, char mark, AttributedStyle style, long bytes, long limit, int free, int cells) {
        if (bytes <= 0 || limit <= 0) {
            return 0;
        }
        long exact = Math.round((double) bytes / limit * cells);
        int taken = (int) Math.min(Math.max(0, free), Math.max(1, exact));
        line.add(String.valueOf(mark).repeat(taken), style);
        return taken;
    }

    private AttributedString sizes() {
        OptionalLong resident = resident();
        Line line = new Line();
        if (resident.isPresent()) {
            line.add("resident " + bytes(resident) + " = ");
        }
        line.add("# live " + Figures.bytes(live()));
        if (resident.isPresent()) {
            line.add(" + dead " + bytes(dead())).add("  x dropped " + bytes(dropped()));
        }
        return line.end();
    }

    private AttributedString more() {
        List<String> parts = new ArrayList<>();
        now.number("curr_items").ifPresent(count -> parts.add("items " + Figures.count(count)));
        now.oldestSeconds().ifPresent(age -> parts.add("the oldest of " + Figures.seconds(age)));
        now.number("droppable_segments").ifPresent(used -> parts.add("segments " + Figures.count(used)));
        now.number("droppable_segments_free").ifPresent(free -> parts.add("free " + Figures.count(free)));
        now.number("hash_bytes").ifPresent(index -> parts.add("index " + Figures.bytes(index)));
        return new Line().add(String.join("  ", parts)).end();
    }

    private long live() {
        return now.number("bytes").orElse(0);
    }

    private OptionalLong resident() {
        return now.number("droppable_resident_bytes");
    }

    private OptionalLong dropped() {
        return now.number("droppable_dropped_bytes");
    }

    /** Resident pages in which nothing live lies: dead copies, and what is not written yet. */
    private OptionalLong dead() {
        OptionalLong resident = resident();
        return resident.isPresent()
                ? OptionalLong.of(Math.max(0, resident.getAsLong() - live()))
                : OptionalLong.empty();
    }

    private static String bytes(OptionalLong bytes) {
        return bytes.isPresent() ? Figures.bytes(bytes.getAsLong()) : Traffic.UNKNOWN;
    }
}
