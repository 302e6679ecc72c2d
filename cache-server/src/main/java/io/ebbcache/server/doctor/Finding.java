package io.ebbcache.server.doctor;

/**
 * One thing that was looked at.
 *
 * @param mark how good it is
 * @param topic what was looked at, two or three words
 * @param found what was found, and what it means
 * @param advice what to do about it; empty where nothing is to be done
 */
public record Finding(Mark mark, String topic, String found, String advice) {

    /** As it should be. */
    public static Finding ok(String topic, String found) {
        return new Finding(Mark.OK, topic, found, "");
    }

    /** It works, and could be better. */
    public static Finding soSo(String topic, String found, String advice) {
        return new Finding(Mark.SO_SO, topic, found, advice);
    }

    /** Ebb cannot be used like this. */
    public static Finding bad(String topic, String found, String advice) {
        return new Finding(Mark.BAD, topic, found, advice);
    }
}
