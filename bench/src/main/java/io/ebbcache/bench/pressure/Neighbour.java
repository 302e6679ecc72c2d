package io.ebbcache.bench.pressure;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.agrona.UnsafeApi;

/**
 * A program that needs ordinary memory, now more and now less. It reads how many bytes it shall hold, a number a line. What it
 * takes it touches page by page and times each touch: that is where the kernel lets it wait. It tells on its standard output
 *
 * <pre>
 *   held BYTES WORST        a few times while it takes; WORST: nanoseconds of the slowest page since the last line
 *   done BYTES WORST TOOK   when it holds what it was told; TOOK: nanoseconds spent taking
 * </pre>
 *
 * <p>It ends with its input. It uses nothing but memory: no library, no log, so that it is small itself.
 */
final class Neighbour {
    /** Above malloc's threshold, see {@link NeighbourProcess}: each block is a mapping, and goes back to the kernel whole. */
    static final int BLOCK_BYTES = 256 << 10;

    private static final int PAGE_BYTES = 4096;
    private static final long TELL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final Deque<Long> blocks = new ArrayDeque<>();
    private final PrintStream output;
    private long worstNanos;
    private long toldNanos;

    private Neighbour(PrintStream output) {
        this.output = output;
    }

    /** Obeys until there are no more orders. */
    public static void main(String[] arguments) throws IOException {
        Neighbour neighbour = new Neighbour(new PrintStream(System.out, true, StandardCharsets.US_ASCII));
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        neighbour.hold(0);
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            neighbour.hold(Long.parseLong(order));
        }
    }

    private void hold(long bytes) {
        while (heldBytes() > bytes) {
            UnsafeApi.freeMemory(blocks.removeLast());
        }
        long begin = System.nanoTime();
        toldNanos = begin;
        while (heldBytes() + BLOCK_BYTES <= bytes) {
            take();
        }
        output.println("done " + heldBytes() + " " + takeWorst() + " " + (System.nanoTime() - begin));
    }

    private void take() {
        long block = UnsafeApi.allocateMemory(BLOCK_BYTES);
        long before = System.nanoTime();
        for (int page = 0; page < BLOCK_BYTES; page += PAGE_BYTES) {
            UnsafeApi.putByte(block + page, (byte) 1);
            long after = System.nanoTime();
            worstNanos = Math.max(worstNanos, after - before);
            before = after;
        }
        blocks.addLast(block);
        if (before - toldNanos > TELL_NANOS) {
            output.println("held " + heldBytes() + " " + takeWorst());
            toldNanos = System.nanoTime();
        }
    }

    private long heldBytes() {
        return (long) blocks.size() * BLOCK_BYTES;
    }

    private long takeWorst() {
        long worst = worstNanos;
        worstNanos = 0;
        return worst;
    }
}
