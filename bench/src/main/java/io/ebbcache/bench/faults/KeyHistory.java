package io.ebbcache.bench.faults;

import io.ebbcache.bench.faults.Operation.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What was written under one key. There is one write at a time, so those that were acknowledged have an order. One without an
 * answer is in doubt: it may be carried out at any time after it was sent, or never. Once its value was read, it was.
 */
final class KeyHistory {
    /** Acknowledged writes that are remembered, and doubtful ones. */
    private static final int MOST = 32;

    private static final long NEVER = Long.MAX_VALUE;

    private final Deque<Operation> acknowledged = new ArrayDeque<>();
    private final Map<Long, Doubt> doubts = new HashMap<>();
    private long lastVersion;
    private long lastAcknowledged;
    private boolean writing;

    /** A write without an answer, and when its value was first read. */
    private record Doubt(Kind kind, long seenNanos) {}

    /** What a read came to. */
    record Reading(boolean right, boolean doubtful, List<Operation> missed) {
        static final Reading RIGHT = new Reading(true, false, List.of());
        static final Reading DOUBTFUL = new Reading(true, true, List.of());
        static final Reading WRONG = new Reading(false, false, List.of());
    }

    /** Begins a write; gives its version, or 0 if another one is on its way. */
    synchronized long beginWrite() {
        if (writing) {
            return 0;
        }
        writing = true;
        return ++lastVersion;
    }

    synchronized void acknowledged(Operation write) {
        writing = false;
        lastAcknowledged = write.version();
        acknowledged.addFirst(write);
        if (acknowledged.size() > MOST) {
            acknowledged.removeLast();
        }
    }

    /** There was no answer, or one that leaves it open. */
    synchronized void inDoubt(Kind kind, long version) {
        writing = false;
        doubts.put(version, new Doubt(kind, NEVER));
        doubts.keySet().removeIf(each -> doubts.size() > MOST && each < version - 2 * MOST);
    }

    /** Begins a read; gives the last version that was acknowledged. */
    synchronized long beginRead() {
        return lastAcknowledged;
    }

    /**
     * Ends a read that found a value.
     *
     * @param version that the value tells
     * @param floor what {@link #beginRead} gave
     * @param toNanos after it was answered
     */
    synchronized Reading endRead(long version, long floor, long toNanos) {
        if (version < 1 || version > lastVersion || isDelete(version)) {
            return Reading.WRONG;
        }
        if (version >= floor) {
            return Reading.RIGHT;
        }
        Doubt doubt = doubts.get(version);
        List<Operation> missed = acknowledged.stream()
                .filter(write -> write.version() > version && write.version() <= floor)
                .filter(write -> doubt == null || write.fromNanos() > doubt.seenNanos())
                .toList();
        if (doubt != null) {
            doubts.put(version, new Doubt(doubt.kind(), Math.min(doubt.seenNanos(), toNanos)));
            return missed.isEmpty() ? Reading.DOUBTFUL : new Reading(true, true, missed);
        }
        return new Reading(true, false, missed);
    }

    private boolean isDelete(long version) {
        Doubt doubt = doubts.get(version);
        return (doubt != null && doubt.kind() == Kind.DELETE)
                || acknowledged.stream().anyMatch(each -> each.version() == version && each.kind() == Kind.DELETE);
    }
}
