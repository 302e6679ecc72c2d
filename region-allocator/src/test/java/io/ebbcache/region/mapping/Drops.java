package io.ebbcache.region.mapping;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Drops that leave nothing behind. The kernel collects new and newly sealed pages in small batches, one for each CPU, before it
 * looks at them; a drop reaches only those of the CPU that it runs on. So all CPUs drop at once, until all is gone.
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
            CompletableFuture.allOf(Stream.generate(() -> CompletableFuture.runAsync(() -> region.drop(offset, length)))
                            .limit(2L * Runtime.getRuntime().availableProcessors())
                            .toArray(CompletableFuture<?>[]::new))
                    .join();
            return false;
        });
    }
}
