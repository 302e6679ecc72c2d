package io.ebbcache.store;

/**
 * What an operation asks for beyond its plain meaning: conditions, a new expiry, stampede protection. Made once and set anew for each
 * operation; {@link #clear} makes it ask for nothing.
 */
public final class Terms {

    /** No moment of the store's clock. */
    public static final long NONE = -1;

    /** Asks for nothing. */
    static final Terms PLAIN = new Terms();

    private boolean conditional;
    private long cas;
    private long newCas;
    private long touch;
    private long vivify;
    private long recache;
    private boolean touchFirst;
    private boolean claiming;
    private boolean known;
    private long knownCas;
    private boolean stale;
    private boolean emptied;
    private boolean unnoticed;
    private boolean valueless;
    private long initial;

    public Terms() {
        clear();
    }

    /** Asks for nothing. */
    public Terms clear() {
        conditional = false;
        cas = 0;
        newCas = 0;
        touch = NONE;
        vivify = NONE;
        recache = NONE;
        touchFirst = false;
        claiming = false;
        known = false;
        knownCas = 0;
        stale = false;
        emptied = false;
        unnoticed = false;
        valueless = false;
        initial = 0;
        return this;
    }

    /** The item must have this CAS number. */
    public Terms ifCas(long number) {
        conditional = true;
        cas = number;
        return this;
    }

    /** The item gets this CAS number; 0 is the next one. */
    public Terms newCas(long number) {
        newCas = number;
        return this;
    }

    /** The value is not wanted if the item has this CAS number. */
    public Terms unlessCas(long number) {
        known = true;
        knownCas = number;
        return this;
    }

    /** Whoever reads a stale item first is to fill it anew. */
    public Terms claiming() {
        claiming = true;
        return this;
    }

    /** The item gets this expiry; so does one that {@link #vivify} has made, if that was said before. */
    public Terms touch(long expiry) {
        touch = expiry;
        if (vivify != NONE) {
            vivify = expiry;
        }
        touchFirst = recache == NONE;
        return this;
    }

    /** Where there is no item, an empty one of this expiry is made, and whoever asked is to fill it. */
    public Terms vivify(long expiry) {
        vivify = expiry;
        return this;
    }

    /** If the item expires before this moment, whoever asks first is to fill it anew. */
    public Terms recache(long moment) {
        recache = moment;
        return this;
    }

    /** A delete leaves the item there, as stale; a store under an older CAS number is taken, as stale. */
    public Terms stale() {
        stale = true;
        return this;
    }

    /** A delete leaves an empty item. */
    public Terms emptied() {
        emptied = true;
        return this;
    }

    /** The access is not noted. */
    public Terms unnoticed() {
        unnoticed = true;
        return this;
    }

    /** The value is not wanted. */
    public Terms valueless() {
        valueless = true;
        return this;
    }

    /** The number that a counter made by {@link #vivify} starts with. */
    public Terms initial(long number) {
        initial = number;
        return this;
    }

    boolean isConditional() {
        return conditional;
    }

    /** Whether an item of this CAS number will do. */
    boolean allows(long itemCas) {
        return !conditional || itemCas == cas;
    }

    long cas() {
        return cas;
    }

    long newCas() {
        return newCas;
    }

    long touch() {
        return touch;
    }

    long vivify() {
        return vivify;
    }

    long recache() {
        return recache;
    }

    /** Whether the new expiry holds already when it is compared for {@link #recache}. */
    boolean isTouchFirst() {
        return touchFirst;
    }

    boolean isStale() {
        return stale;
    }

    boolean isEmptied() {
        return emptied;
    }

    boolean isUnnoticed() {
        return unnoticed;
    }

    boolean isClaiming() {
        return claiming;
    }

    /** Whether the value of an item of this CAS number is wanted. */
    boolean wantsValue(long itemCas) {
        return !valueless && !(known && itemCas == knownCas);
    }

    long initial() {
        return initial;
    }

    /** Whether a read under these terms changes the item. */
    boolean changesWhatIsRead() {
        return touch != NONE || vivify != NONE || recache != NONE;
    }
}
