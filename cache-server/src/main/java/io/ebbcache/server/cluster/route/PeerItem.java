package io.ebbcache.server.cluster.route;

import io.ebbcache.server.command.SeenItem;

/** What the flags of a meta reply tell of an item. A flyweight over the last line that was read. */
final class PeerItem {

    int flags;
    long cas;
    int size;
    long secondsLeft;
    boolean fetched;
    long idleSeconds;
    boolean won;
    boolean stale;
    boolean claimed;

    /** Reads flags as they came: each is a blank, a letter and perhaps a number. */
    PeerItem read(byte[] line) {
        flags = 0;
        cas = 0;
        size = 0;
        secondsLeft = SeenItem.UNLIMITED;
        fetched = false;
        idleSeconds = 0;
        won = false;
        stale = false;
        claimed = false;
        for (int at = 0; at + 1 < line.length; at++) {
            if (line[at] == ' ') {
                take(line[at + 1], line, at + 2);
            }
        }
        return this;
    }

    private void take(byte letter, byte[] line, int from) {
        switch (letter) {
            case 'f' -> flags = (int) number(line, from);
            case 'c' -> cas = number(line, from);
            case 's' -> size = (int) number(line, from);
            case 't' -> secondsLeft = number(line, from);
            case 'h' -> fetched = number(line, from) != 0;
            case 'l' -> idleSeconds = number(line, from);
            case 'W' -> won = true;
            case 'X' -> stale = true;
            case 'Z' -> claimed = true;
            default -> {}
        }
    }

    /** The number that stands there. All 64 bits count, so there is no overflow to look for. */
    static long number(byte[] line, int from) {
        boolean negative = from < line.length && line[from] == '-';
        long number = 0;
        for (int at = negative ? from + 1 : from; at < line.length && line[at] >= '0' && line[at] <= '9'; at++) {
            number = number * 10 + (line[at] - '0');
        }
        return negative ? -number : number;
    }
}
