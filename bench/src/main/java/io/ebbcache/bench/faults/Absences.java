package io.ebbcache.bench.faults;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** When which nodes could not reach which others, because of what was done to them. */
final class Absences {
    private final List<Absence> all = new CopyOnWriteArrayList<>();

    /** One of them. A node that is dead or stopped is absent to all, to itself too. */
    static final class Absence {
        private final Set<String> these;
        private final Set<String> those;
        private final long fromNanos;
        private volatile long toNanos = Long.MAX_VALUE;

        private Absence(Set<String> these, Set<String> those, long fromNanos) {
            this.these = these;
            this.those = those;
            this.fromNanos = fromNanos;
        }

        /** It is over from that moment on. */
        void endsAt(long nanos) {
            toNanos = nanos;
        }

        private boolean parts(String one, String other) {
            return (these.contains(one) && those.contains(other)) || (these.contains(other) && those.contains(one));
        }
    }

    /** From now on these and those do not reach each other. */
    Absence begin(Set<String> these, Set<String> those, long nowNanos) {
        Absence absence = new Absence(Set.copyOf(these), Set.copyOf(those), nowNanos);
        all.add(absence);
        return absence;
    }

    /** Whether one node could reach another all the time from one moment to another. */
    boolean reached(String one, String other, long from, long to) {
        return all.stream().noneMatch(each -> each.parts(one, other) && each.fromNanos <= to && from <= each.toNanos);
    }
}
