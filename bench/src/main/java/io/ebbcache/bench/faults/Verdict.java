package io.ebbcache.bench.faults;

import java.util.Locale;

/** What is to be thought of a read that returned what was never written, or what should have been replaced; the worst first. */
enum Verdict {
    /** Bytes that nobody wrote under this key. */
    WRONG,

    /** It and a write that it missed went through nodes with the same ring, and both reached the node that has the key. */
    STALE,

    /** The write was in another ring, or in the place of a node that was away; but when it was read, both nodes had one ring again and reached the node that has the key. */
    RESURFACED,

    /** The same ring, but the node that has the key was away for one of the two: nodes stand in for it by themselves. */
    STOOD_IN,

    /** Nodes with different rings, or with rings that are not known for certain. */
    BEHIND;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
