package io.ebbcache.client.operation;

/**
 * What came back.
 *
 * @param value of a read that found something; empty otherwise
 * @param flags the opaque bits beside it
 * @param cas the CAS number of the item that was read or stored, 0 where it is not known
 * @param number of a counter that was changed, unsigned
 * @param won this client, and no other, is to fill the item
 * @param stale the item was invalidated
 * @param claimed another client is to fill the item
 * @param line to a {@link Verb#RELAY}: the flags as they came; empty for all others
 */
@SuppressWarnings("ArrayRecordComponent")
public record Reply(
        Outcome outcome,
        byte[] value,
        int flags,
        long cas,
        long number,
        boolean won,
        boolean stale,
        boolean claimed,
        byte[] line) {

    private static final byte[] NOTHING = {};

    public static final Reply DONE = of(Outcome.DONE);
    public static final Reply NOT_FOUND = of(Outcome.NOT_FOUND);
    public static final Reply NOT_STORED = of(Outcome.NOT_STORED);
    public static final Reply EXISTS = of(Outcome.EXISTS);

    private static Reply of(Outcome outcome) {
        return new Reply(outcome, NOTHING, 0, 0, 0, false, false, false, NOTHING);
    }

    /** A hit. */
    public static Reply found(byte[] value, int flags, long cas) {
        return new Reply(Outcome.DONE, value, flags, cas, 0, false, false, false, NOTHING);
    }

    /** A hit under a claim. */
    public static Reply found(byte[] value, int flags, long cas, boolean won, boolean stale, boolean claimed) {
        return new Reply(Outcome.DONE, value, flags, cas, 0, won, stale, claimed, NOTHING);
    }

    /** What came back for a command that was passed on. */
    public static Reply relayed(Outcome outcome, byte[] value, byte[] line) {
        return new Reply(outcome, value, 0, 0, 0, false, false, false, line);
    }

    /** Stored, under this CAS number. */
    public static Reply stored(long cas) {
        return new Reply(Outcome.DONE, NOTHING, 0, cas, 0, false, false, false, NOTHING);
    }

    /** Counted. */
    public static Reply counted(long number) {
        return new Reply(Outcome.DONE, NOTHING, 0, 0, number, false, false, false, NOTHING);
    }

    public boolean isDone() {
        return outcome == Outcome.DONE;
    }
}
