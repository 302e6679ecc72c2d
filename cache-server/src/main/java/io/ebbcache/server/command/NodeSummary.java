package io.ebbcache.server.command;

import java.util.regex.Pattern;

/**
 * A node in small, as it tells others of the cluster that want to show it.
 *
 * @param residentBytes of values that are in memory
 * @param limitBytes the most that values may take
 * @param items that it holds
 * @param requestsPerSecond lately
 * @param hitRatio of the gets lately, from 0 to 1; NaN if there were none
 * @param state of its segments, one character for several of them: at most {@value #MOST_STATE_LENGTH} ASCII letters and digits
 */
public record NodeSummary(
        long residentBytes, long limitBytes, long items, double requestsPerSecond, double hitRatio, String state) {

    public static final int MOST_STATE_LENGTH = 64;

    private static final Pattern STATE = Pattern.compile("[A-Za-z0-9]{0," + MOST_STATE_LENGTH + "}");

    /** @throws IllegalArgumentException if a number is negative or none, or the state is anything else */
    public NodeSummary {
        boolean counts = residentBytes >= 0 && limitBytes >= 0 && items >= 0;
        boolean rate = requestsPerSecond >= 0 && Double.isFinite(requestsPerSecond);
        boolean ratio = (hitRatio >= 0 && hitRatio <= 1) || Double.isNaN(hitRatio);
        if (!counts || !rate || !ratio || !STATE.matcher(state).matches()) {
            throw new IllegalArgumentException("no summary of a node");
        }
    }
}
