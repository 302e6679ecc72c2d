package io.ebbcache.client.operation;

import org.jspecify.annotations.Nullable;

/**
 * One request for one key. Arrays are not copied: nobody changes them once they are here.
 *
 * @param key 1 to {@link Keys#MAX_BYTES} bytes of any kind
 * @param value what is stored, or null where nothing is
 * @param flags opaque bits that are stored beside the value
 * @param expiry see {@link Expiry}; of what is stored, touched, or made by an increment with {@code initial}
 * @param cas the CAS number that the item must have; 0 if it may have any
 * @param delta unsigned, what an increment adds or a decrement takes
 * @param initial unsigned, what a counter begins with that is not there; null if it is not to be made
 * @param claim what else a read asks for; null if nothing
 * @param line of {@link Verb#RELAY}: the command up to its last flag, without an opaque; null in all others
 */
@SuppressWarnings("ArrayRecordComponent")
public record Request(
        Verb verb,
        byte[] key,
        byte @Nullable [] value,
        int flags,
        long expiry,
        long cas,
        long delta,
        @Nullable Long initial,
        @Nullable Claim claim,
        byte @Nullable [] line) {

    /**
     * Protection against many clients computing one value at once. Servers without the meta protocol know nothing of it: there a
     * read with a claim is a plain read.
     *
     * @param vivifySeconds where there is no item an empty one is made that lives for so long, and the reply has {@link Reply#won}
     * @param recacheSeconds an item that expires within this time lets one reader win; 0 if none does
     */
    public record Claim(long vivifySeconds, long recacheSeconds) {}

    /** Reads; the reply has the item's CAS number. */
    public static Request get(byte[] key) {
        return new Request(Verb.GET, key, null, 0, Expiry.NEVER, 0, 0, null, null, null);
    }

    /** Reads, and may be the one that is to fill it. */
    public static Request get(byte[] key, Claim claim) {
        return new Request(Verb.GET, key, null, 0, Expiry.NEVER, 0, 0, null, claim, null);
    }

    /** Reads and gives it a new expiry. */
    public static Request getAndTouch(byte[] key, long expiry) {
        return new Request(Verb.GET_AND_TOUCH, key, null, 0, expiry, 0, 0, null, null, null);
    }

    /** Gives it a new expiry. */
    public static Request touch(byte[] key, long expiry) {
        return new Request(Verb.TOUCH, key, null, 0, expiry, 0, 0, null, null, null);
    }

    /** Stores: {@link Verb#SET}, ADD, REPLACE, APPEND or PREPEND. */
    public static Request store(Verb verb, byte[] key, int flags, byte[] value, long expiry) {
        return new Request(verb, key, value, flags, expiry, 0, 0, null, null, null);
    }

    /** Stores if the item still has this CAS number. */
    public static Request cas(byte[] key, int flags, byte[] value, long expiry, long cas) {
        return new Request(Verb.CAS, key, value, flags, expiry, cas, 0, null, null, null);
    }

    /** Removes. */
    public static Request delete(byte[] key) {
        return new Request(Verb.DELETE, key, null, 0, Expiry.NEVER, 0, 0, null, null, null);
    }

    /** Removes if the item still has this CAS number. Needs the meta protocol. */
    public static Request delete(byte[] key, long cas) {
        return new Request(Verb.DELETE, key, null, 0, Expiry.NEVER, cas, 0, null, null, null);
    }

    /** Leaves the item as stale until then. Servers without the meta protocol remove it. */
    public static Request invalidate(byte[] key, long expiry) {
        return new Request(Verb.INVALIDATE, key, null, 0, expiry, 0, 0, null, null, null);
    }

    /** {@link Verb#INCREMENT} or DECREMENT of a counter that is there. */
    public static Request count(Verb verb, byte[] key, long delta) {
        return new Request(verb, key, null, 0, Expiry.NEVER, 0, delta, null, null, null);
    }

    /** {@link Verb#INCREMENT} or DECREMENT; makes the counter where there is none. Needs the meta protocol. */
    public static Request count(Verb verb, byte[] key, long delta, long initial, long expiry) {
        return new Request(verb, key, null, 0, expiry, 0, delta, initial, null, null);
    }

    /**
     * A meta command as it is. Needs the meta protocol.
     *
     * @param key for which it is sent; of those with one key each keeps to its connection
     * @param value what follows the line, or null
     */
    public static Request relay(byte[] line, byte[] key, byte @Nullable [] value) {
        return new Request(Verb.RELAY, key, value, 0, Expiry.NEVER, 0, 0, null, null, line);
    }

    /** The same, but what it stores or touches ends then. */
    public Request withExpiry(long other) {
        return new Request(verb, key, value, flags, other, cas, delta, initial, claim, line);
    }
}
