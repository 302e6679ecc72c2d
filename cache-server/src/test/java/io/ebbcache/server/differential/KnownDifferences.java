package io.ebbcache.server.differential;

import java.util.Map;
import java.util.Set;

/**
 * Where memcached 1.6.18 answers in other words than the 1.6.45 that we follow. What differs in more than words is not asked, or
 * asked as {@link Request#older}; the scripts ask it. That is
 *
 * <ul>
 *   <li>words that are missing: an empty line, a line of one or two letters, {@code get} without a key, a short {@code set};
 *   <li>words too many in a storage command, spaces before a command, numbers of more than 32 bits where 32 are meant;
 *   <li>a NUL in a line, which ended it;
 *   <li>a bad key, flag or expiry in a storage command, whose value 1.6.18 reads as commands: it is told the line alone;
 *   <li>a number behind {@code delete} other than 0; {@code flush_all} with what is no time, and with a time long ago, which gives
 *       back what an earlier one took;
 *   <li>{@code get} with a key too long, and the first line of HTTP, which take back the replies to what was sent before;
 *       {@code gat} with such a key after others, which are touched; {@code delete noreply};
 *   <li>the flags E and x, C of mg, N and s of ms; a mode of none or more than one letter; an opaque that is
 *       too long, which leaves the item read; {@code ma} with q and N;
 *   <li>a key stored in base64 and asked for as it is, or the other way round: it is echoed as it was stored, and as it
 *       is where {@code mg} has made it;
 *   <li>{@code incr}, {@code decr} and {@code ma} of an item that is on its way to a client, or to another LRU, or whose number
 *       grows: it is another item then, no longer than the number, without its T, and not stale, won or fetched any more;
 *   <li>{@code incr} of a value of more than half a MiB, which is no number whatever it begins with;
 *   <li>numbers from 2^63 on, wrong where a {@code -} lies anywhere behind them in memory, and values of white space alone: it reads
 *       on;
 *   <li>the seconds of l and la, after more than two: it does not note each access;
 *   <li>in binary, what {@code MemcachedBinaryTest} tells.
 * </ul>
 */
final class KnownDifferences {

    private static final Map<String, String> NEWER_WORDS = Map.of(
            "CLIENT_ERROR bad command line format.  Usage: delete <key> [noreply]",
            "CLIENT_ERROR bad command line format",
            "CLIENT_ERROR options flags too long",
            "CLIENT_ERROR options flags are too long");

    private static final Set<String> WRONG_FLAGS = Set.of(
            "CLIENT_ERROR invalid flag",
            "CLIENT_ERROR duplicate flag",
            "CLIENT_ERROR bad token in command line format",
            "CLIENT_ERROR bad command line format",
            "CLIENT_ERROR error decoding key",
            "CLIENT_ERROR invalid numeric delta value",
            "CLIENT_ERROR invalid numeric initial value");

    private KnownDifferences() {}

    /** Whether Ebb's reply is the one that memcached 1.6.45 gives where 1.6.18 gives the other. */
    static boolean agree(String ours, String older) {
        String theirs = NEWER_WORDS.getOrDefault(older, older);
        return Seconds.agree(ours, theirs) || isFlagOfDelete(ours, theirs);
    }

    /** md says of whatever is wrong with a flag what now only ma says. */
    private static boolean isFlagOfDelete(String ours, String theirs) {
        return theirs.equals("CLIENT_ERROR invalid or duplicate flag") && WRONG_FLAGS.contains(ours);
    }
}
