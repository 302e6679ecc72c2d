package io.ebbcache.server.command;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How much ordinary memory may be used for one purpose by all connections together. Whoever takes some gives exactly as
 * much back; nobody waits here.
 */
public final class MemoryBudget {

    private final long limit;
    private final AtomicLong used = new AtomicLong();

    /**
     * A budget of which nothing is used.
     *
     * @param limit bytes
     */
    public MemoryBudget(long limit) {
        if (limit < 0) {
            throw new IllegalArgumentException("budget of " + limit + " bytes");
        }
        this.limit = limit;
    }

    /** Takes {@code bytes}, or nothing at all and returns false. */
    public boolean acquire(long bytes) {
        if (used.addAndGet(bytes) <= limit) {
            return true;
        }
        used.addAndGet(-bytes);
        return false;
    }

    /** Gives back {@code bytes} that were acquired. */
    public void release(long bytes) {
        if (used.addAndGet(-bytes) < 0) {
            throw new IllegalStateException("more released than acquired");
        }
    }

    /** Bytes in use now. */
    public long used() {
        return used.get();
    }

    /** Bytes that may be in use. */
    public long limit() {
        return limit;
    }
}
