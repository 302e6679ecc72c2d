package io.ebbcache.server.hotkeys;

import io.ebbcache.store.item.Key;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.agrona.DirectBuffer;
import org.apache.datasketches.frequencies.ErrorType;
import org.apache.datasketches.frequencies.LongsSketch;
import org.apache.datasketches.frequencies.LongsSketch.Row;
import org.jspecify.annotations.Nullable;

/**
 * Which keys take a large share of the requests. Of all requests one in {@value #ONE_IN} is counted, by whichever thread has it, in the window
 * that is running; what is told is about this one and the one before, so a key is forgotten when it was quiet for two. Two windows take 420 KiB
 * at most, however many keys and threads there are.
 *
 * <p>No thread waits to count: it leaves it to its next request. Once a second it is decided which keys are very hot, for {@link #isHot}, which
 * looks at what was decided last and takes no lock.
 */
public final class HotKeys {

    /** One request in so many is counted, on average. */
    public static final int ONE_IN = 64;

    /** The most keys that are told. */
    public static final int MOST_TOLD = 20;

    static final Duration WINDOW = Duration.ofSeconds(10);

    private static final double TOLD_SHARE = 0.01;
    private static final double VERY_HOT_SHARE = 0.05;

    /** What was counted less often than this may have come by chance. */
    private static final long LEAST_SAMPLES = 8;

    /** With so many samples the running window tells more than the one before. */
    private static final long TELLING_SAMPLES = 1000;

    private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final LongSupplier nanos;
    private final long windowNanos;
    private final SplittableRandom seeds;

    /** Held to count, and to look at what was counted. */
    private final ReentrantLock lock = new ReentrantLock();

    private KeyWindow last;
    private KeyWindow running;
    private long decisionNanos;

    private volatile VeryHot veryHot = new VeryHot(0);

    /** What was decided: the keys' hashes, and until when that holds if nobody decides anew. */
    private static final class VeryHot {
        private final long untilNanos;
        private final long[] hashes;

        VeryHot(long untilNanos, long... hashes) {
            this.untilNanos = untilNanos;
            this.hashes = hashes;
        }
    }

    /** Over windows of ten seconds. */
    public HotKeys() {
        this(System::nanoTime, WINDOW, new SplittableRandom());
    }

    HotKeys(LongSupplier nanos, Duration window, SplittableRandom seeds) {
        this.nanos = nanos;
        this.windowNanos = window.toNanos();
        this.seeds = seeds;
        long now = nanos.getAsLong();
        this.last = new KeyWindow(now);
        this.running = new KeyWindow(now);
        this.decisionNanos = now + SECOND_NANOS;
    }

    /** One more thread's way to have its requests counted; only that thread may use it. */
    public KeySampler newSampler() {
        lock.lock();
        try {
            return new KeySampler(this, seeds.split());
        } finally {
            lock.unlock();
        }
    }

    /** Counts a request; false if others are at it. */
    boolean tryCount(DirectBuffer key, int offset, int length) {
        long hash = Key.hash(key, offset, length);
        if (!lock.tryLock()) {
            return false;
        }
        try {
            long now = nanos.getAsLong();
            turn(now);
            running.add(hash, key, offset, length);
            if (now - decisionNanos >= 0) {
                decide(now);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Begins a new window if it is time to. */
    private void turn(long now) {
        long age = now - running.begunNanos();
        if (age < windowNanos) {
            return;
        }
        long begun = now - age % windowNanos;
        KeyWindow oldest = last;
        last = running;
        running = oldest;
        running.begin(begun);
        if (age >= 2 * windowNanos) { // nobody asked for anything meanwhile
            last.begin(begun - windowNanos);
        }
    }

    private void decide(long now) {
        KeyWindow window = running.samples() >= TELLING_SAMPLES ? running : last;
        Row[] rows = frequent(window.counts(), VERY_HOT_SHARE);
        long[] hashes = new long[rows.length];
        for (int i = 0; i < rows.length; i++) {
            hashes[i] = rows[i].getItem();
        }
        veryHot = new VeryHot(now + 2 * windowNanos, hashes);
        decisionNanos = now + SECOND_NANOS;
    }

    /** The most frequent first. A frequent key's estimate is exact but for what came before the sketch knew it. */
    private static Row[] frequent(LongsSketch counts, double share) {
        long least = Math.max(LEAST_SAMPLES, (long) Math.ceil(share * counts.getStreamLength()));
        return counts.getFrequentItems(least - 1, ErrorType.NO_FALSE_NEGATIVES);
    }

    /** Whether a key takes a twentieth of the requests or more. */
    public boolean isHot(DirectBuffer key, int offset, int length) {
        VeryHot decided = veryHot;
        if (decided.hashes.length == 0) {
            return false;
        }
        long hash = Key.hash(key, offset, length);
        for (long hot : decided.hashes) {
            if (hot == hash) {
                return nanos.getAsLong() - decided.untilNanos < 0;
            }
        }
        return false;
    }

    /** The keys that take a hundredth of the requests or more. */
    public HotKeyReport report() {
        lock.lock();
        try {
            long now = nanos.getAsLong();
            turn(now);
            // in the first second of all, as if it were over
            double seconds = Math.max(1, (double) (now - last.begunNanos()) / SECOND_NANOS);
            LongsSketch counts =
                    new LongsSketch(KeyWindow.SKETCH_SLOTS).merge(last.counts()).merge(running.counts());
            return new HotKeyReport(seconds, counts.getStreamLength(), keys(counts, seconds));
        } finally {
            lock.unlock();
        }
    }

    private List<HotKey> keys(LongsSketch counts, double seconds) {
        List<HotKey> keys = new ArrayList<>(MOST_TOLD);
        for (Row row : frequent(counts, TOLD_SHARE)) {
            DirectBuffer name = name(row.getItem());
            if (name != null && keys.size() < MOST_TOLD) {
                double share = (double) row.getEstimate() / counts.getStreamLength();
                keys.add(new HotKey(name, share, row.getEstimate() * ONE_IN / seconds));
            }
        }
        return List.copyOf(keys);
    }

    private @Nullable DirectBuffer name(long hash) {
        DirectBuffer now = running.name(hash);
        return now == null ? last.name(hash) : now;
    }
}
