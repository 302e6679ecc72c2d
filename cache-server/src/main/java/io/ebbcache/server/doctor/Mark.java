package io.ebbcache.server.doctor;

/** How good it is what was found. */
public enum Mark {
    /** As it should be. */
    OK("ok"),
    /** Ebb works, and would do better with something else. */
    SO_SO("so-so"),
    /** Ebb cannot be used like this. */
    BAD("bad");

    private final String word;

    Mark(String word) {
        this.word = word;
    }

    /** As it is printed. */
    public String word() {
        return word;
    }
}
