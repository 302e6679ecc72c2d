package io.ebbcache.server.protocol.text;

import io.ebbcache.server.command.Commands;
import io.ebbcache.server.command.ReplyText;
import io.ebbcache.server.protocol.line.CommandLine;
import io.ebbcache.server.protocol.line.LineReplies;
import java.nio.charset.StandardCharsets;

/**
 * {@code slabs}, {@code lru} and {@code lru_crawler} as far as they tune what memcached has and we have not: answered as
 * memcached does, without effect. Only whether the crawler is enabled is kept, as dumps ask for it.
 */
final class TuningCommands {

    /** Classes of memcached go up to this; class 1 is all that there is here. */
    private static final int LARGEST_CLASS = 63;

    private static final int MOST_HOT_AND_WARM_PERCENT = 80;
    private static final int MOST_SLEEP_MICROS = 1_000_000;
    private static final int LARGEST_AUTOMOVE = 2;
    private static final long MOST_UNSIGNED_INT = 0xffff_ffffL;

    private static final byte[] REASSIGN = bytes("reassign");
    private static final byte[] AUTOMOVE = bytes("automove");
    private static final byte[] RATIO = bytes("ratio");
    private static final byte[] MODE = bytes("mode");
    private static final byte[] FLAT = bytes("flat");
    private static final byte[] SEGMENTED = bytes("segmented");
    private static final byte[] TUNE = bytes("tune");
    private static final byte[] TEMP_TTL = bytes("temp_ttl");
    private static final byte[] ENABLE = bytes("enable");
    private static final byte[] DISABLE = bytes("disable");
    private static final byte[] SLEEP = bytes("sleep");
    private static final byte[] TO_CRAWL = bytes("tocrawl");
    private static final byte[] CRAWL = bytes("crawl");
    private static final byte[] ALL = bytes("all");
    private static final byte[] HASH = bytes("hash");

    private final Commands commands;
    private final CommandLine line;

    TuningCommands(Commands commands, CommandLine line) {
        this.commands = commands;
        this.line = line;
    }

    private static byte[] bytes(String word) {
        return word.getBytes(StandardCharsets.US_ASCII);
    }

    ReplyText slabs() {
        if (line.count() == 4 && line.is(1, REASSIGN)) {
            return reassign();
        }
        return line.count() >= 3 && line.is(1, AUTOMOVE) ? automove() : TextReplies.ERROR;
    }

    private ReplyText reassign() {
        if (!line.parseSigned(2, Integer.MIN_VALUE, Integer.MAX_VALUE)) {
            return LineReplies.BAD_LINE;
        }
        long from = line.number();
        if (!line.parseSigned(3, Integer.MIN_VALUE, Integer.MAX_VALUE)) {
            return LineReplies.BAD_LINE;
        }
        long to = line.number();
        if (from == to) {
            return TextReplies.SAME_CLASS;
        }
        boolean classes = from >= -1 && from <= LARGEST_CLASS && to >= 0 && to <= LARGEST_CLASS;
        return classes ? TextReplies.NO_SPARE : TextReplies.BAD_CLASSES;
    }

    private ReplyText automove() {
        if (line.is(2, RATIO)) {
            return number(3) >= 0 ? TextReplies.OK : TextReplies.ERROR;
        }
        if (!line.parseSigned(2, 0, MOST_UNSIGNED_INT)) {
            return LineReplies.BAD_LINE;
        }
        return line.number() <= LARGEST_AUTOMOVE ? TextReplies.OK : TextReplies.ERROR;
    }

    ReplyText lru() {
        if (line.is(1, TUNE) && line.count() >= 6) {
            return tune();
        }
        if (line.is(1, MODE)) {
            return line.is(2, FLAT) || line.is(2, SEGMENTED) ? TextReplies.OK : TextReplies.ERROR;
        }
        boolean temporary = line.is(1, TEMP_TTL) && line.parseSigned(2, Integer.MIN_VALUE, Integer.MAX_VALUE);
        return temporary ? TextReplies.OK : TextReplies.ERROR;
    }

    private ReplyText tune() {
        if (!line.parseSigned(2, 0, MOST_UNSIGNED_INT)) {
            return TextReplies.ERROR;
        }
        long hot = line.number();
        if (!line.parseSigned(3, 0, MOST_UNSIGNED_INT)) {
            return TextReplies.ERROR;
        }
        long percent = hot + line.number();
        double hotFactor = number(4);
        double warmFactor = number(5);
        if (Double.isNaN(hotFactor) || Double.isNaN(warmFactor)) {
            return TextReplies.ERROR;
        }
        if (percent > MOST_HOT_AND_WARM_PERCENT) {
            return TextReplies.BAD_PERCENT;
        }
        return hotFactor > 0 && warmFactor > 0 ? TextReplies.OK : TextReplies.BAD_FACTORS;
    }

    /** A token as a decimal fraction; not a number if it is none. */
    private double number(int token) {
        if (token >= line.count()) {
            return Double.NaN;
        }
        String text = line.text(token);
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    ReplyText crawler() {
        if (line.count() == 2) {
            return enableOrDisable();
        }
        if (line.count() != 3) {
            return TextReplies.ERROR;
        }
        if (line.is(1, CRAWL)) {
            return commands.isCrawlerEnabled() ? crawl() : TextReplies.CRAWLER_DISABLED;
        }
        if (line.is(1, TO_CRAWL)) {
            return line.parseSigned(2, 0, MOST_UNSIGNED_INT) ? TextReplies.OK : LineReplies.BAD_LINE;
        }
        return line.is(1, SLEEP) ? sleep() : TextReplies.ERROR;
    }

    private ReplyText enableOrDisable() {
        if (line.is(1, ENABLE)) {
            if (commands.isCrawlerEnabled()) {
                return TextReplies.CRAWLER_RUNS;
            }
            commands.crawlerEnabled(true);
            return TextReplies.OK;
        }
        if (line.is(1, DISABLE)) {
            commands.crawlerEnabled(false);
            return TextReplies.OK;
        }
        return TextReplies.ERROR;
    }

    private ReplyText crawl() {
        return namesClasses() ? TextReplies.OK : TextReplies.BAD_CLASS;
    }

    private ReplyText sleep() {
        if (!line.parseSigned(2, 0, MOST_UNSIGNED_INT)) {
            return LineReplies.BAD_LINE;
        }
        return line.number() <= MOST_SLEEP_MICROS ? TextReplies.OK : TextReplies.BAD_SLEEP;
    }

    /** Whether the third token says which classes are meant: all, or numbers with commas between them. */
    boolean namesClasses() {
        if (line.is(2, ALL) || line.is(2, HASH)) {
            return true;
        }
        for (String number : line.text(2).split(",", -1)) {
            if (!number.matches("[0-9]{1,9}") || !isClass(Integer.parseInt(number))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isClass(int number) {
        return number >= 1 && number <= LARGEST_CLASS;
    }
}
