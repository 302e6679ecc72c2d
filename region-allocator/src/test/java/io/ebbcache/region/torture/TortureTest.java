package io.ebbcache.region.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ebbcache.region.mapping.TestRegion;
import io.ebbcache.region.page.OffHeap;
import io.ebbcache.region.page.PageLayout;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a read accepts is what was written, to the last byte, whatever is dropped, ended and written anew meanwhile.
 * Each test takes {@code -Debb.torture.seconds}, and longer only if it has not seen enough reads by then.
 */
class TortureTest {

    private static final Duration LENGTH = Duration.ofSeconds(Long.getLong("ebb.torture.seconds", 2));

    /** So many reads must be accepted, and so many rejected. */
    private static final int ENOUGH = 1000;

    private static final int WRITERS = 2;
    private static final int READERS = 2;

    private final long seed = System.nanoTime();
    private final SplittableRandom random = new SplittableRandom(seed);

    @ParameterizedTest
    @EnumSource
    void shouldNeverAcceptAByteThatWasNotWritten(TestRegion kind) {
        Crew crew = new Crew();
        try (Arena arena = new Arena(kind, WRITERS + READERS);
                ArenaWriter first = new ArenaWriter(arena, 0, random.split());
                ArenaWriter second = new ArenaWriter(arena, 1, random.split());
                ArenaReader third = new ArenaReader(arena, 2, random.split());
                ArenaReader fourth = new ArenaReader(arena, 3, random.split())) {
            try (crew) {
                crew.repeat(first::write);
                crew.repeat(second::write);
                crew.repeat(third::read);
                crew.repeat(fourth::read);
                crew.repeat(dropper(arena, random.split()));
                crew.repeat(() -> {
                    first.sealWritten();
                    second.sealWritten();
                    arena.endOldest();
                    arena.pool.discardEnded();
                    LockSupport.parkNanos(1_000_000);
                });
                awaitEnd(crew, arena.figures);
            }
            conclude("torture", kind, arena.figures);
        }
    }

    /** Takes pages where they are read and written just now, and some others. */
    private static Runnable dropper(Arena arena, SplittableRandom random) {
        return () -> {
            if (random.nextInt(100) == 0) {
                arena.taker.take(random, random.nextLong(arena.region.length()));
                arena.taker.relieve(1L << random.nextInt(22));
            } else if (!arena.strike(random)) {
                LockSupport.parkNanos(1);
            }
        };
    }

    @ParameterizedTest
    @EnumSource
    void shouldNeverAcceptAPageThatWasTakenWhileItWasReadOrWritten(TestRegion kind) {
        Crew crew = new Crew();
        try (PageRace race = new PageRace(kind);
                OffHeap first = new OffHeap(PageLayout.PAGE_BYTES);
                OffHeap second = new OffHeap(PageLayout.PAGE_BYTES)) {
            try (crew) {
                for (int writer = 0; writer < WRITERS; writer++) {
                    crew.repeat(race.writerAndDropper(writer, WRITERS, random.split()));
                }
                crew.repeat(race.reader(first, random.split()));
                crew.repeat(race.reader(second, random.split()));
                awaitEnd(crew, race.figures);
            }
            conclude("page race", kind, race.figures);
        }
    }

    private static void awaitEnd(Crew crew, TortureFigures figures) {
        long end = System.nanoTime() + LENGTH.toNanos();
        await().atMost(LENGTH.plusSeconds(60))
                .until(() -> !crew.isWell()
                        || (System.nanoTime() - end >= 0
                                && figures.accepted.sum() >= ENOUGH
                                && figures.rejected.sum() >= ENOUGH));
    }

    private void conclude(String what, TestRegion kind, TortureFigures figures) {
        System.out.println(what + " " + kind + ", seed " + seed + ": " + figures);
        assertThat(figures.wrong.sum()).as(figures.firstWrong()).isZero();
        assertThat(figures.accepted.sum()).isGreaterThanOrEqualTo(ENOUGH);
        assertThat(figures.rejected.sum()).isGreaterThanOrEqualTo(ENOUGH);
        assertThat(figures.drops.sum()).isPositive();
        assertThat(figures.ended.sum()).isPositive();
    }
}
