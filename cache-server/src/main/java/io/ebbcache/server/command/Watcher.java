package io.ebbcache.server.command;

import java.util.concurrent.atomic.AtomicBoolean;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.ControlledMessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/**
 * One client that watches: the lines that it has not been sent yet. When they have filled its memory further ones are skipped,
 * and their number is told before the next line that it gets, so that nobody ever waits for a watcher.
 */
public final class Watcher {

    /** The longest line that is handed out. */
    public static final int MAX_LINE_BYTES = EventLine.MAX_BYTES;

    private static final int LINES_BYTES = 256 << 10;

    /** The ordinary memory of one watcher. */
    static final int BYTES = LINES_BYTES + RingBufferDescriptor.TRAILER_LENGTH;

    private static final int LINE = 1;

    private final int kinds;
    private final Runnable wake;
    private final long memory = UnsafeApi.allocateMemory(BYTES);
    private final OneToOneRingBuffer lines;
    private final EventLine skippedLine = new EventLine();
    private long skipped;

    /** Whether its connection will look for lines by itself. */
    private final AtomicBoolean awake = new AtomicBoolean(true);

    /**
     * A watcher that has seen nothing.
     *
     * @param kinds the bits of the kinds of event that it wants
     * @param wake lets the connection look for lines; called by any thread
     */
    Watcher(int kinds, Runnable wake) {
        this.kinds = kinds;
        this.wake = wake;
        UnsafeApi.setMemory(memory, BYTES, (byte) 0);
        this.lines = new OneToOneRingBuffer(new UnsafeBuffer(memory, BYTES));
    }

    int kinds() {
        return kinds;
    }

    /** Adds a line if there is room; false if it was skipped. One thread at a time. */
    boolean offer(EventLine line) {
        if ((skipped > 0 && !tellSkipped()) || !write(line)) {
            skipped++;
            return false;
        }
        if (awake.compareAndSet(false, true)) {
            wake.run();
        }
        return true;
    }

    private boolean tellSkipped() {
        boolean told = write(skippedLine.skipped(skipped));
        skipped = told ? 0 : skipped;
        return told;
    }

    private boolean write(EventLine line) {
        return lines.write(LINE, line.bytes(), 0, line.length());
    }

    /**
     * Hands out lines, by the thread of the connection.
     *
     * @return how many
     */
    public int take(ControlledMessageHandler target, int most) {
        return lines.controlledRead(target, most);
    }

    /** Asks to be woken by the next line; false if there is one already. By the thread of the connection. */
    public boolean sleep() {
        awake.set(false);
        return lines.size() == 0 || !awake.compareAndSet(false, true);
    }

    /** Gives the memory back. Nobody adds or takes any more. */
    void free() {
        UnsafeApi.freeMemory(memory);
    }
}
