package io.ebbcache.server.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;

/** Replies in lines, with values between them. */
public final class TextReplyRules implements ReplyRules {

    private static final String LINE_END = "\r\n";

    /** Without a line feed in so many bytes, it matters how a line arrives. */
    private static final int LONGEST_LINE_BYTES = 2048;

    private static final Pattern ENDLESS_LINE = Pattern.compile("[^\n]{" + LONGEST_LINE_BYTES + "}");
    private static final Pattern LINE = Pattern.compile(
            "(ERROR|(CLIENT_ERROR|SERVER_ERROR|SERVER_ERROR:|ERROR|BUSY|BADCLASS|NOSPARE|NOTFULL|UNSAFE|SAME) .+|VERSION \\S+"
                    + "|STORED|NOT_STORED|EXISTS|NOT_FOUND|DELETED|TOUCHED|OK|RESET|END|MN|\\d+"
                    + "|MEMLIMIT_[A-Z_]+ .+|STAT .+|(VALUE|VA|HD|NS|EX|NF|EN|ME|mg|key=).*)",
            Pattern.DOTALL);

    @Override
    public void check(String replies) {
        int at = 0;
        while (at < replies.length()) {
            int end = replies.indexOf(LINE_END, at);
            assertThat(end).describedAs("a line that does not end").isPositive();
            String line = replies.substring(at, end);
            assertThat(line).matches(LINE);
            at = end + LINE_END.length();
            int value = valueLength(line);
            if (value >= 0) {
                assertThat(replies.startsWith(LINE_END, at + value))
                        .describedAs("the value behind %s", line)
                        .isTrue();
                at += value + LINE_END.length();
            }
        }
    }

    private static int valueLength(String line) {
        String[] words = line.split(" ", -1);
        return switch (words[0]) {
            case "VALUE" -> Integer.parseInt(words[3]);
            case "VA" -> Integer.parseInt(words[1]);
            default -> -1;
        };
    }

    /** Statistics tell the time. */
    @Override
    public boolean areRepeatable(String request, String replies) {
        return !replies.contains("STAT ") && !ENDLESS_LINE.matcher(request).find();
    }
}
