package io.ebbcache.region.torture;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What came of a torture. */
final class TortureFigures {

    /** Reads that returned true. */
    final LongAdder accepted = new LongAdder();

    /** Bytes of these, all compared with what was written. */
    final LongAdder acceptedBytes = new LongAdder();

    /** Reads that returned false. */
    final LongAdder rejected = new LongAdder();

    /** Reads that returned true, but not what was written. */
    final LongAdder wrong = new LongAdder();

    /** Values written. */
    final LongAdder written = new LongAdder();

    /** Pages taken, or asked to be taken. */
    final LongAdder drops = new LongAdder();

    /** Generations ended, each before its segment was used again. */
    final LongAdder ended = new LongAdder();

    private final AtomicReference<@Nullable String> firstWrong = new AtomicReference<>();

    void accept(int bytes) {
        accepted.increment();
        acceptedBytes.add(bytes);
    }

    void wrong(String what) {
        wrong.increment();
        firstWrong.compareAndSet(null, what);
    }

    /** What the first wrong read was. */
    @Nullable
    String firstWrong() {
        return firstWrong.get();
    }

    /** Whether pages may be taken just now: as many reads shall be accepted as are rejected. */
    boolean inBalance() {
        return rejected.sum() <= accepted.sum();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,d reads accepted (%,d MiB), %,d rejected, %,d written, %,d drops, %,d segments ended, %,d wrong",
                accepted.sum(),
                acceptedBytes.sum() >> 20,
                rejected.sum(),
                written.sum(),
                drops.sum(),
                ended.sum(),
                wrong.sum());
    }
}
