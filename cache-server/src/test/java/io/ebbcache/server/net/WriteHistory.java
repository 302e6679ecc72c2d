package io.ebbcache.server.net;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What clients wrote to one key and read from it, and when. Each write has a number of its own, so it is known which one a read saw.
 * What is found here is wrong in every order that keeps to real time; it does not look for an order.
 */
final class WriteHistory {

    /** The key holds this number from before the first step. */
    static final long FIRST = 0;

    private final Queue<Step> writes = new ConcurrentLinkedQueue<>();
    private final Queue<Step> reads = new ConcurrentLinkedQueue<>();

    /**
     * A request and its reply, as its client saw it.
     *
     * @param number that was written or read
     * @param start before the request was sent, in nanoseconds
     * @param end after the reply was there
     */
    private record Step(long number, long start, long end) {

        boolean isBefore(Step other) {
            return end - other.start < 0;
        }
    }

    /** May be called by any thread. */
    void wrote(long number, long start, long end) {
        writes.add(new Step(number, start, end));
    }

    /** May be called by any thread. */
    void read(long number, long start, long end) {
        reads.add(new Step(number, start, end));
    }

    int writes() {
        return writes.size();
    }

    int reads() {
        return reads.size();
    }

    /** Numbers that were written twice, and reads of what was not yet written, or was overwritten before the read began. */
    List<String> contradictions() {
        List<String> found = new ArrayList<>();
        Map<Long, Step> byNumber = new HashMap<>();
        for (Step write : writes) {
            Step other = byNumber.put(write.number, write);
            if (other != null) {
                found.add("written twice: " + other + " and " + write);
            }
        }
        List<Step> writesByEnd = sorted(writes, Comparator.comparingLong(Step::end));
        int ended = 0;
        Step latestStart = null;
        for (Step read : sorted(reads, Comparator.comparingLong(Step::start))) {
            while (ended < writesByEnd.size() && writesByEnd.get(ended).isBefore(read)) {
                Step write = writesByEnd.get(ended++);
                latestStart = latestStart == null || write.start > latestStart.start ? write : latestStart;
            }
            Step source = byNumber.get(read.number);
            if (source == null && read.number != FIRST) {
                found.add("never written: " + read);
            } else if (source != null && read.isBefore(source)) {
                found.add("not yet written: " + read + " of " + source);
            } else if (latestStart != null && (source == null || source.isBefore(latestStart))) {
                found.add("overwritten: " + read + " of " + source + " after " + latestStart);
            }
        }
        return found;
    }

    /** Where numbers count the writes: those that are less than one which was there before. */
    List<String> disorder() {
        List<String> found = new ArrayList<>();
        Step firstEnd = null;
        for (Step write : sorted(writes, Comparator.comparingLong(Step::number).reversed())) {
            if (firstEnd != null && firstEnd.isBefore(write)) {
                found.add("less than before: " + write + " after " + firstEnd);
            }
            firstEnd = firstEnd == null || write.end < firstEnd.end ? write : firstEnd;
        }
        return found;
    }

    private static List<Step> sorted(Queue<Step> steps, Comparator<Step> order) {
        List<Step> sorted = new ArrayList<>(steps);
        sorted.sort(order);
        return sorted;
    }
}
