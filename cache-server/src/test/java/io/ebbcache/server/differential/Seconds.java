package io.ebbcache.server.differential;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Seconds in replies: two servers do not count the same moment as the beginning of a second. */
final class Seconds {

    private static final int TOLERANCE = 2;
    private static final Pattern MARKED = Pattern.compile("~(\\d+)s");

    private Seconds() {}

    /** What is over has no seconds left; memcached counts on below 0, in 32 bits without sign. */
    static String mark(String seconds) {
        long number = Long.parseLong(seconds);
        return "~" + (number > Integer.MAX_VALUE ? 0 : number) + "s";
    }

    /** Whether two replies are the same but for a little difference in seconds. */
    static boolean agree(String one, String other) {
        if (!MARKED.matcher(one).replaceAll("~").equals(MARKED.matcher(other).replaceAll("~"))) {
            return false;
        }
        Matcher ofOne = MARKED.matcher(one);
        Matcher ofOther = MARKED.matcher(other);
        while (ofOne.find() && ofOther.find()) {
            if (Math.abs(Long.parseLong(ofOne.group(1)) - Long.parseLong(ofOther.group(1))) > TOLERANCE) {
                return false;
            }
        }
        return true;
    }
}
