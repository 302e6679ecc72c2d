package io.ebbcache.server.command;

/** What can be watched. */
public enum EventKind {
    /** Keys that were asked for, found or not. */
    FETCHERS("fetchers"),
    /** Values that were to be stored, and how that ended. */
    MUTATIONS("mutations"),
    /** Live items that were given up to make room. */
    EVICTIONS("evictions"),
    /** Connections that came and went. */
    CONNECTIONS("connevents"),
    /** Items that clients have deleted. */
    DELETIONS("deletions"),
    /** Items that the kernel has taken. */
    DROPS("drops");

    private final String word;

    EventKind(String word) {
        this.word = word;
    }

    /** Its name. */
    public String word() {
        return word;
    }

    /** A bit of its own. */
    public int bit() {
        return 1 << ordinal();
    }
}
