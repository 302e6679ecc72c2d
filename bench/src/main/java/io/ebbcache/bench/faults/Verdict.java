package io.ebbcache.bench.faults;

import java.util.Locale;

/** What is to be thought of a read that returned what was never written, or what should have been replaced; the worst first. */
enum Verdict {
    /** Bytes that nobody wrote under this key. */
    WRONG,

    /** It and a write that it missed went through nodes with the same ring. */
    STALE,

    /** The write was in another ring, of all and not of a part; but when it was read, both nodes had one ring again. */
    RESURFACED,

    /** Nodes with different rings, or with rings that are not known for certain. */
    BEHIND;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
