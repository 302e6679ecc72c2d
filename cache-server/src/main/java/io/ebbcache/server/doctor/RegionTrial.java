package io.ebbcache.server.doctor;

import io.ebbcache.region.mapping.Region;
import io.ebbcache.region.mapping.RegionChoice;
import io.ebbcache.region.mapping.RegionKind;
import io.ebbcache.region.nativemem.NativeCallException;
import io.ebbcache.region.page.PageLayout;
import io.ebbcache.region.page.PageReader;
import io.ebbcache.region.page.PageSource;
import io.ebbcache.region.page.PageWriter;
import io.ebbcache.region.segment.SegmentLayout;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.UnsafeApi;

/**
 * The life of one segment, for real: it is mapped, written and sealed as the store does it, one page of it is dropped as the kernel
 * would, and is read again: that page must be zeros and a miss, all others what was written. Nothing is left behind.
 */
final class RegionTrial {
    private static final long TAG = 0x0EBB_0EBB_0EBB_0EBBL;
    private static final byte FILL = 0x5A;
    private static final int PAGES = SegmentLayout.SEGMENT_BYTES / PageLayout.PAGE_BYTES;

    /** In the middle: what was written last may still wait in the kernel's batches, which no drop reaches. */
    private static final int FIRST_DROPPED_PAGE = PAGES / 4;

    private static final int MOST_TRIES = 100;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final Region region;

    private RegionTrial(Region region) {
        this.region = region;
    }

    /** Tries droppable memory, which is what this is all about, whatever a server would get. */
    static Finding ofDroppable() {
        String topic = "droppable memory";
        RegionChoice droppable;
        try {
            droppable = RegionChoice.probe(RegionKind.DROPPABLE);
        } catch (IllegalArgumentException e) {
            return Finding.soSo(
                    topic,
                    String.valueOf(e.getMessage()),
                    "run it on Linux 6.11 or newer, and not in a sandbox such as gVisor");
        }
        return problem(droppable)
                .map(problem -> Finding.bad(topic, problem, "serve with --region lazy-free or emulated, and tell us"))
                .orElse(Finding.ok(topic, "tried: one page was dropped and read as zeros, all others were whole"));
    }

    /** Tries what a server would get, and says what it means. */
    static Finding ofChoice(RegionChoice choice) {
        String topic = "region of values";
        Optional<String> problem = problem(choice);
        if (problem.isPresent()) {
            return Finding.bad(topic, choice.kind() + ": " + problem.get(), "serve with another --region, and tell us");
        }
        String advice = "DROPPABLE comes with Linux 6.11";
        return switch (choice.kind()) {
            case DROPPABLE ->
                Finding.ok(topic, "DROPPABLE: the kernel takes pages at once, whenever anybody needs them");
            case LAZY_FREE ->
                Finding.soSo(topic, "LAZY_FREE: the kernel takes pages at once, but only sealed ones", advice);
            case EMULATED ->
                Finding.soSo(
                        topic,
                        "EMULATED: the kernel takes nothing, Ebb gives back itself; a neighbour that grows fast may still run"
                                + " into the limit",
                        advice + ", LAZY_FREE with 4.5");
        };
    }

    /** What went wrong; empty if nothing did. */
    private static Optional<String> problem(RegionChoice choice) {
        try (Region region = choice.map(SegmentLayout.SEGMENT_BYTES)) {
            return problem(region);
        } catch (NativeCallException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** The same of a region of one segment that nothing was done with. */
    static Optional<String> problem(Region region) {
        return new RegionTrial(region).problem();
    }

    private Optional<String> problem() {
        write();
        region.seal(0, SegmentLayout.SEGMENT_BYTES);
        int together = Math.max(1, region.pageBytes() / PageLayout.PAGE_BYTES);
        int from = FIRST_DROPPED_PAGE / together * together;
        if (!canDrop(from)) {
            return wrongPage(0, PAGES);
        }
        if (!drop(from)) {
            return Optional.of("a sealed page could not be dropped");
        }
        int to = from + together;
        if (!isZero(from, to)) {
            return Optional.of("a dropped page does not read as zeros");
        }
        return wrongPage(0, from).or(() -> wrongPage(to, PAGES));
    }

    /** A page that is not what was written; one that the kernel took meanwhile by itself is no fault. */
    private Optional<String> wrongPage(int from, int to) {
        for (int page = from; page < to; page++) {
            if (!isWhole(page) && !isZero(page, page + 1)) {
                return Optional.of("page " + page + " does not hold what was written");
            }
        }
        return Optional.empty();
    }

    private void write() {
        PageSource fill = (offset, address, length) -> UnsafeApi.setMemory(address, length, FILL);
        PageWriter writer = new PageWriter();
        writer.open(region.address(), SegmentLayout.SEGMENT_BYTES, TAG);
        writer.write(fill, 0, PAGES * PageLayout.PAYLOAD_BYTES);
    }

    /** Before Linux 5.4 nobody but the kernel itself can drop a page. */
    private boolean canDrop(int page) {
        try {
            region.drop(PageLayout.tagPosition(page), region.pageBytes());
            return true;
        } catch (NativeCallException e) {
            return false;
        }
    }

    /** The kernel collects pages in batches before it looks at them; a drop may come too early. */
    private boolean drop(int page) {
        long address = region.address() + PageLayout.tagPosition(page);
        for (int i = 0; i < MOST_TRIES; i++) {
            region.drop(PageLayout.tagPosition(page), region.pageBytes());
            if (UnsafeApi.getLongVolatile(null, address) == 0) {
                return true;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return false;
    }

    private boolean isZero(int fromPage, int toPage) {
        long end = region.address() + PageLayout.tagPosition(toPage);
        for (long at = region.address() + PageLayout.tagPosition(fromPage); at < end; at += Long.BYTES) {
            if (UnsafeApi.getLong(at) != 0) {
                return false;
            }
        }
        return true;
    }

    private boolean isWhole(int page) {
        long copy = UnsafeApi.allocateMemory(PageLayout.PAYLOAD_BYTES);
        try {
            int position = PageLayout.firstPosition(page);
            if (!PageReader.read(region.address(), TAG, position, copy, PageLayout.PAYLOAD_BYTES)) {
                return false;
            }
            for (int i = 0; i < PageLayout.PAYLOAD_BYTES; i++) {
                if (UnsafeApi.getByte(copy + i) != FILL) {
                    return false;
                }
            }
            return true;
        } finally {
            UnsafeApi.freeMemory(copy);
        }
    }
}
