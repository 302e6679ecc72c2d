package io.ebbcache.server.command;

import io.ebbcache.store.Terms;
import io.ebbcache.store.expiry.StoreClock;

/**
 * What a request asks for beyond the plain meaning of its command: conditions, a new expiry, stampede protection. Used again for each
 * request. Expiries are as the client gave them.
 */
public final class RequestTerms {

    /** There are so many letters, and none comes twice. */
    private static final int MOST = 16;

    private final Terms terms = new Terms();
    private final StoreClock clock;
    private final char[] letters = new char[MOST];
    private final long[] numbers = new long[MOST];
    private int count;
    private boolean valueless;
    private long ringVersion;
    private boolean forFormer;

    RequestTerms(StoreClock clock) {
        this.clock = clock;
    }

    /** Asks for nothing. */
    public RequestTerms clear() {
        terms.clear();
        ringVersion = 0;
        forFormer = false;
        valueless = false;
        count = 0;
        return this;
    }

    /** The item must have this CAS number. */
    public void ifCas(long number) {
        told('C', number);
        terms.ifCas(number);
    }

    /** The value is not wanted if the item has this CAS number. */
    public void unlessCas(long number) {
        told('C', number);
        terms.unlessCas(number);
    }

    /** The item gets this CAS number. */
    public void newCas(long number) {
        told('E', number);
        terms.newCas(number);
    }

    /** The item gets this expiry, and so does one that is made, if {@link #vivify} was said before. */
    public void touch(long exptime) {
        told('T', exptime);
        terms.touch(clock.expiry(exptime));
    }

    /** Where there is no item, one of this expiry is made: empty, and the client is to fill it, or with {@link #initial}. */
    public void vivify(long exptime) {
        told('N', exptime);
        terms.vivify(clock.expiry(exptime));
    }

    /** The number that a counter begins with. */
    public void initial(long number) {
        told('J', number);
        terms.initial(number);
    }

    /** If the item expires within this time, whoever asks first is to fill it anew. */
    public void recache(long exptime) {
        told('R', exptime);
        terms.recache(clock.expiry(exptime));
    }

    /** If the item is stale, whoever asks first is to fill it anew. */
    public void claiming() {
        terms.claiming();
    }

    /** A delete leaves the item there, as stale; a store under an older CAS number is taken, as stale. */
    public void stale() {
        told('I', 0);
        terms.stale();
    }

    /** A delete leaves an empty item. */
    public void emptied() {
        told('x', 0);
        terms.emptied();
    }

    /** The access is not noted. */
    public void unnoticed() {
        told('u', 0);
        terms.unnoticed();
    }

    /** The value is not wanted. */
    public void valueless() {
        valueless = true;
        terms.valueless();
    }

    /** Another node passes the request on, under this version of its ring; 0 if a client asks. */
    public void relayed(long version) {
        ringVersion = version;
    }

    /** The version of the ring of the node that passes the request on; 0 if a client asks. */
    public long ringVersion() {
        return ringVersion;
    }

    /** Another node asks this one for what it had of the key before that ring. */
    public void askedOfFormer(long version) {
        ringVersion = version;
        forFormer = true;
    }

    /** Whether this node is asked for what it had before, as the former owner of the key. */
    public boolean isForFormer() {
        return forFormer;
    }

    private void told(char letter, long number) {
        if (count < MOST) {
            letters[count] = letter;
            numbers[count++] = number;
        }
    }

    /** How many of them there are that have a letter in the meta protocol, in the order in which they were told. */
    public int count() {
        return count;
    }

    /** The letter of one of them. */
    public char letter(int index) {
        return letters[index];
    }

    /** The number that was told with it; 0 if there is none. */
    public long number(int index) {
        return numbers[index];
    }

    /** Whether the value is not wanted. */
    public boolean isValueless() {
        return valueless;
    }

    Terms terms() {
        return terms;
    }
}
