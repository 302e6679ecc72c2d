package io.ebbcache.bench.pressure;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/** Tells when the neighbour has to move. Whoever asks late hears the last move that is due, not those before it. */
final class Timetable {
    private final List<Move> moves;
    private int next;

    Timetable(List<Move> moves) {
        this.moves = moves;
    }

    /** What the neighbour shall hold from now on; empty if that is what it was told last. */
    OptionalLong due(Duration now) {
        int before = next;
        while (next < moves.size() && moves.get(next).at().compareTo(now) <= 0) {
            next++;
        }
        return next == before ? OptionalLong.empty() : OptionalLong.of(target());
    }

    /** What the neighbour was told last. */
    long target() {
        return next == 0 ? 0 : moves.get(next - 1).bytes();
    }
}
