package io.ebbcache.region.torture;

import io.ebbcache.region.mapping.Region;
import io.ebbcache.region.mapping.TestRegion;
import io.ebbcache.region.page.OffHeap;
import io.ebbcache.region.page.PageLayout;
import io.ebbcache.region.page.PageReader;
import io.ebbcache.region.page.PageSource;
import io.ebbcache.region.page.PageWriter;
import io.ebbcache.region.page.ProvenBytes;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The race itself, as narrow as it gets: segments of one page, each written in two steps, published after each, dropped
 * in between and afterwards, discarded and written under the next generation, while readers hammer on it.
 */
final class PageRace implements AutoCloseable {

    private static final int PAGES = 32;
    private static final int LENGTH_BITS = 13;
    private static final int PAGE_BITS = 20;

    /** Of so many values one loses its page in the middle of a copy. */
    private static final int FRAGILE = 16;

    final TortureFigures figures = new TortureFigures();

    private final Region region;
    private final Taker taker;
    private final int pageBytes;

    /** Tag and length of what may be read of each page; 0 where nothing may. */
    private final AtomicLongArray published = new AtomicLongArray(PAGES);

    PageRace(TestRegion kind) {
        region = kind.map(2 << 20);
        pageBytes = region.pageBytes();
        taker = new Taker(kind, region, figures);
    }

    /** Writes every {@code writers}th page again and again, and between two writes takes any. */
    Runnable writerAndDropper(int writer, int writers, SplittableRandom random) {
        PageWriter pages = new PageWriter();
        long[] uses = new long[PAGES];
        return () -> {
            int page = random.nextInt(PAGES / writers) * writers + writer;
            write(pages, page, ++uses[page] << PAGE_BITS | page, random);
            for (int drops = random.nextInt(4); drops > 0 && figures.inBalance(); drops--) {
                taker.take(random, (long) random.nextInt(PAGES) * pageBytes);
            }
            if (random.nextInt(16) == 0) {
                taker.relieve(pageBytes);
            }
        };
    }

    private void write(PageWriter pages, int page, long tag, SplittableRandom random) {
        region.discard((long) page * pageBytes, pageBytes);
        pages.open(region.address() + (long) page * pageBytes, PageLayout.PAGE_BYTES, tag);
        int breaksAt = random.nextInt(FRAGILE) == 0 ? random.nextInt(PageLayout.PAYLOAD_BYTES) : -1;
        PageSource source = new FragileSource(value(tag), 0, breaksAt, taker, random);
        int half = 1 + random.nextInt(PageLayout.PAYLOAD_BYTES - 1);
        pages.write(source, 0, half);
        publish(pages, page, tag, half);
        pages.write(source, half, PageLayout.PAYLOAD_BYTES - half);
        publish(pages, page, tag, PageLayout.PAYLOAD_BYTES);
        if (random.nextBoolean()) {
            region.seal((long) page * pageBytes, pageBytes);
        }
        figures.written.increment();
        figures.ended.increment();
    }

    private void publish(PageWriter pages, int page, long tag, int length) {
        if (pages.intact(PageLayout.firstPosition(0))) {
            published.set(page, tag << LENGTH_BITS | length);
        }
    }

    Runnable reader(OffHeap target, SplittableRandom random) {
        return () -> {
            int page = random.nextInt(PAGES);
            long what = published.get(page);
            int length = (int) what & ((1 << LENGTH_BITS) - 1);
            if (length == 0) {
                return;
            }
            // again and again, as long as it is there: between two reads of the same page lies no time at all
            for (int times = random.nextInt(8); times >= 0; times--) {
                int skip = random.nextBoolean() ? 0 : random.nextInt(length);
                if (!read(page, what >>> LENGTH_BITS, skip, length - skip, target)) {
                    forget(page, what, random);
                    return;
                }
            }
        };
    }

    /** Most of what is gone is not asked for again; some is, and meets the pen of the next generation. */
    private void forget(int page, long what, SplittableRandom random) {
        if (random.nextInt(4) > 0) {
            published.compareAndSet(page, what, 0);
        }
    }

    private boolean read(int page, long tag, int skip, int length, OffHeap target) {
        long address = region.address() + (long) page * pageBytes;
        if (!PageReader.read(address, tag, PageLayout.firstPosition(0) + skip, target.address(), length)) {
            figures.rejected.increment();
            return false;
        }
        figures.accept(length);
        int wrong = value(tag).firstWrong(skip, target.address(), length);
        if (wrong != ProvenBytes.NONE) {
            figures.wrong("byte " + wrong + " of " + length + " read from " + skip + " on of page " + page);
        }
        return true;
    }

    private static ProvenBytes value(long tag) {
        return new ProvenBytes(tag, 0);
    }

    @Override
    public void close() {
        region.close();
    }
}
