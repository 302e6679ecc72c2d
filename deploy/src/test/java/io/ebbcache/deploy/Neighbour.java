package io.ebbcache.deploy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

/**
 * A process that needs ordinary memory: touches it page by page, says {@code holding} and its worst stall, and keeps it
 * until a line comes on its standard input.
 */
final class Neighbour {
    private static final int PAGE_BYTES = 4096;
    private static final int PAGES_PER_MIB = (1 << 20) / PAGE_BYTES;

    private Neighbour() {}

    /** Takes as many MiB as the first argument says, and waits so many milliseconds after each as the second one says. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        ByteBuffer[] pages = new ByteBuffer[Integer.parseInt(arguments[0]) * PAGES_PER_MIB];
        long pauseMillis = Long.parseLong(arguments[1]);
        long worstNanos = 0;
        for (int i = 0; i < pages.length; i++) {
            if (pauseMillis > 0 && i % PAGES_PER_MIB == 0) {
                TimeUnit.MILLISECONDS.sleep(pauseMillis);
            }
            long begin = System.nanoTime();
            pages[i] = ByteBuffer.allocateDirect(PAGE_BYTES);
            worstNanos = Math.max(worstNanos, System.nanoTime() - begin);
        }
        System.out.println("holding " + TimeUnit.NANOSECONDS.toMicros(worstNanos));
        int next;
        do {
            next = System.in.read();
        } while (next != '\n' && next >= 0);
        for (ByteBuffer page : pages) {
            page.put(0, (byte) 1);
        }
        System.out.println("leaving");
    }
}
