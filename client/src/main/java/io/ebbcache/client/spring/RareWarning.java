package io.ebbcache.client.spring;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;

/** Warns of what may happen with each request: once in ten seconds, and all of it where debugging is on. */
final class RareWarning {
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Logger log;
    private final AtomicLong nextNanos = new AtomicLong(System.nanoTime());

    RareWarning(Logger log) {
        this.log = log;
    }

    void warn(String what, String cache, Throwable failure) {
        long now = System.nanoTime();
        long next = nextNanos.get();
        if (now - next >= 0 && nextNanos.compareAndSet(next, now + PAUSE_NANOS)) {
            log.warn("cache {}: {} (for ten seconds, more of this is logged at debug only)", cache, what, failure);
        } else {
            log.debug("cache {}: {}", cache, what, failure);
        }
    }
}
