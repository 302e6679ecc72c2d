package io.ebbcache.server.cluster.route;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A time in which a node did not answer, and the keys that were written for it meanwhile. It is over when the node answers again and, a little later,
 * all of these are deleted over there: what was sent before it went out may be carried out after it is back, on another of its threads.
 */
final class Outage {

    /** A key that is deleted to hear whether a node answers. */
    static final byte[] NO_KEY = "ebb".getBytes(StandardCharsets.US_ASCII);

    /** Keys that are noted; beyond that writing fails. */
    private static final int MOST_KEYS = 20_000;

    private final long floor;
    private final Set<String> keys = new LinkedHashSet<>();
    private boolean recovering;
    private boolean heard;
    private boolean over;

    /** @param floor the CAS number that was given last before it */
    Outage(long floor) {
        this.floor = floor;
    }

    /** What this node stored before is nothing that it stands in with. */
    long floor() {
        return floor;
    }

    /** Notes a key that is written; false if there is no room, or it is over. */
    synchronized boolean note(byte[] key) {
        String noted = text(key);
        if (over) {
            return false;
        }
        if (keys.size() >= MOST_KEYS && !keys.contains(noted)) {
            return false;
        }
        keys.add(noted);
        return true;
    }

    private static String text(byte[] key) {
        return new String(key, StandardCharsets.ISO_8859_1);
    }

    /** Whether the caller is to recover; then it says {@link #pauseRecovery} in the end, unless it is over. */
    synchronized boolean beginRecovery() {
        boolean begins = !recovering;
        recovering = true;
        return begins;
    }

    /** Some of the keys, to be deleted. */
    synchronized List<byte[]> takeKeys(int most) {
        List<byte[]> taken = new ArrayList<>();
        for (Iterator<String> all = keys.iterator(); all.hasNext() && taken.size() < most; ) {
            taken.add(all.next().getBytes(StandardCharsets.ISO_8859_1));
            all.remove();
        }
        return taken;
    }

    /** Whether the node has answered since. */
    synchronized boolean isHeard() {
        return heard;
    }

    /** The node has answered. */
    synchronized void heard() {
        heard = true;
    }

    /** These were not deleted. */
    synchronized void putBack(List<byte[]> taken) {
        taken.forEach(key -> keys.add(text(key)));
    }

    /** Ends it, if the node was heard of and there is nothing more to be taken. */
    synchronized boolean end() {
        over = heard && keys.isEmpty();
        return over;
    }

    synchronized void pauseRecovery() {
        recovering = false;
    }
}
