package io.ebbcache.region.mapping;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Collections;

/**
 * Drops that leave nothing behind. The kernel collects new and newly sealed pages in small batches, one for each CPU,
 * before it looks at them; a drop reaches only those of the CPU that it runs on. So all CPUs drop at once, until all is
 * gone. And sealing passes over a page that the kernel holds just then for a purpose of its own; so what stays is sealed again.
 */
public final class Drops {

    private Drops() {}

    /** Drops a range of sealed pages, all of them. */
    public static void all(Region region, long offset, long length) {
        region.drop(offset, length);
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(() -> {
            if (Presence.of(region, offset, length).data().isEmpty()) {
                return true;
            }
            region.seal(offset, length);
            Together.run(Collections.nCopies(
                    2 * Runtime.getRuntime().availableProcessors(), () -> region.drop(offset, length)));
            return false;
        });
    }
}
