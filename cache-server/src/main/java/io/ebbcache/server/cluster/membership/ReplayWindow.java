package io.ebbcache.server.cluster.membership;

/**
 * Which of the numbered messages of one sender were there: each number is taken once, and those that are far behind the highest not at all. The bits lie in
 * a ring of words, of which those ahead are wiped when the highest number moves on (RFC 6479).
 */
final class ReplayWindow {

    /** So far behind the highest a number may be. Messages to all and to others share the numbers, and threads overtake each other. */
    static final int SIZE = 4096;

    private static final int WORDS = 128; // twice as many bits as needed: a power of two
    private final long[] bits = new long[WORDS];
    private long highest;

    /** Whether this number, 1 or more, is new; from now on it is not. */
    synchronized boolean take(long number) {
        if (number <= 0 || highest - number >= SIZE) {
            return false;
        }
        if (number > highest) {
            long before = highest >>> 6;
            long wiped = Math.min((number >>> 6) - before, WORDS);
            for (long i = 1; i <= wiped; i++) {
                bits[(int) (before + i) & (WORDS - 1)] = 0;
            }
            highest = number;
        }
        int word = (int) (number >>> 6) & (WORDS - 1);
        long bit = 1L << (number & 63);
        boolean isNew = (bits[word] & bit) == 0;
        bits[word] |= bit;
        return isNew;
    }
}
