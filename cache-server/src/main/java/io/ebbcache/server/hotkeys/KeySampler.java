package io.ebbcache.server.hotkeys;

import java.util.SplittableRandom;
import org.agrona.DirectBuffer;

/**
 * Chooses which of one thread's requests are counted. The gaps between them are random, so that a client whose requests come in a rhythm
 * is seen as it is. A request that is not chosen costs a decrement.
 */
public final class KeySampler {

    /** Gaps of 1 to this, all of them alike often, have the mean {@link HotKeys#ONE_IN}. */
    private static final int LARGEST_GAP = 2 * HotKeys.ONE_IN - 1;

    private final HotKeys hotKeys;
    private final SplittableRandom random;
    private int left;

    KeySampler(HotKeys hotKeys, SplittableRandom random) {
        this.hotKeys = hotKeys;
        this.random = random;
        this.left = gap();
    }

    /** There is a request of a key. */
    public void asked(DirectBuffer key, int offset, int length) {
        if (--left == 0) {
            // while somebody else counts, the next request takes the place of this one
            left = hotKeys.tryCount(key, offset, length) ? gap() : 1;
        }
    }

    private int gap() {
        return random.nextInt(1, LARGEST_GAP + 1);
    }
}
