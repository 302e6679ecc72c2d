package io.ebbcache.server.top;

import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** One line of the screen, written from left to right. */
final class Line {
    static final AttributedStyle PLAIN = AttributedStyle.DEFAULT;
    static final AttributedStyle HEAD = AttributedStyle.BOLD;
    static final AttributedStyle GOOD = PLAIN.foreground(AttributedStyle.GREEN);
    static final AttributedStyle ODD = PLAIN.foreground(AttributedStyle.YELLOW);
    static final AttributedStyle ALARM = AttributedStyle.BOLD.foreground(AttributedStyle.RED);

    private final AttributedStringBuilder text = new AttributedStringBuilder();

    Line add(String more) {
        return add(more, PLAIN);
    }

    Line add(String more, AttributedStyle style) {
        text.append(more, style);
        return this;
    }

    Line add(AttributedString more) {
        text.append(more);
        return this;
    }

    /** Goes on at this column, or a blank further where that is taken. */
    Line at(int column) {
        int blanks = Math.max(text.length() == 0 ? 0 : 1, column - text.length());
        text.append(" ".repeat(blanks), PLAIN);
        return this;
    }

    /** Adds a text that ends at this column. */
    Line upTo(int column, String more, AttributedStyle style) {
        return at(column - more.length()).add(more, style);
    }

    Line upTo(int column, String more) {
        return upTo(column, more, PLAIN);
    }

    AttributedString end() {
        return text.toAttributedString();
    }

    /** A text that takes no more than this, with a mark where something was left out. */
    static String fitting(String text, int width) {
        return text.length() <= width ? text : text.substring(0, Math.max(0, width - 1)) + "~";
    }
}
