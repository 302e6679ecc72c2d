package io.ebbcache.server.command;

import io.ebbcache.store.Terms;
import io.ebbcache.store.expiry.StoreClock;

/**
 * What a request asks for beyond the plain meaning of its command: conditions, a new expiry, stampede protection. Used again for each
 * request. Expiries are as the client gave them.
 */
public final class RequestTerms {

    private final Terms terms = new Terms();
    private final StoreClock clock;

    RequestTerms(StoreClock clock) {
        this.clock = clock;
    }

    /** Asks for nothing. */
    public RequestTerms clear() {
        terms.clear();
        return this;
    }

    /** The item must have this CAS number. */
    public void ifCas(long number) {
        terms.ifCas(number);
    }

    /** The value is not wanted if the item has this CAS number. */
    public void unlessCas(long number) {
        terms.unlessCas(number);
    }

    /** The item gets this CAS number. */
    public void newCas(long number) {
        terms.newCas(number);
    }

    /** The item gets this expiry, and so does one that is made, if {@link #vivify} was said before. */
    public void touch(long exptime) {
        terms.touch(clock.expiry(exptime));
    }

    /** Where there is no item, one of this expiry is made: empty, and the client is to fill it, or with {@link #initial}. */
    public void vivify(long exptime) {
        terms.vivify(clock.expiry(exptime));
    }

    /** The number that a counter begins with. */
    public void initial(long number) {
        terms.initial(number);
    }

    /** If the item expires within this time, whoever asks first is to fill it anew. */
    public void recache(long exptime) {
        terms.recache(clock.expiry(exptime));
    }

    /** If the item is stale, whoever asks first is to fill it anew. */
    public void claiming() {
        terms.claiming();
    }

    /** A delete leaves the item there, as stale; a store under an older CAS number is taken, as stale. */
    public void stale() {
        terms.stale();
    }

    /** A delete leaves an empty item. */
    public void emptied() {
        terms.emptied();
    }

    /** The access is not noted. */
    public void unnoticed() {
        terms.unnoticed();
    }

    /** The value is not wanted. */
    public void valueless() {
        terms.valueless();
    }

    Terms terms() {
        return terms;
    }
}
