package io.ebbcache.bench.pressure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** How the neighbour takes its memory. It gives all of it back at the end. */
enum Scenario {
    /** All of it at once. */
    STEP("takes {} as fast as it can and keeps it") {
        @Override
        List<Move> takes(long bytes, Duration duration) {
            return List.of(new Move(Duration.ZERO, bytes));
        }
    },

    /** All of it within a second, as a program does that reads its data. */
    RAMP("takes {} evenly within a second and keeps it") {
        @Override
        List<Move> takes(long bytes, Duration duration) {
            return STAIRCASE.takes(bytes, RAMP_TIME);
        }
    },

    /** Little by little. */
    STAIRCASE("takes {} in 64 equal steps, evenly over the time") {
        @Override
        List<Move> takes(long bytes, Duration duration) {
            return IntStream.range(0, STAIRS)
                    .mapToObj(stair ->
                            new Move(duration.multipliedBy(stair).dividedBy(STAIRS), bytes * (stair + 1) / STAIRS))
                    .toList();
        }
    },

    /** More than half of all there is, at once. */
    GRAB("takes 60 % of the limit, {}, as fast as it can and keeps it") {
        @Override
        List<Move> takes(long bytes, Duration duration) {
            return STEP.takes(bytes, duration);
        }

        @Override
        long most(long neighbourBytes, long limitBytes) {
            return limitBytes * GRABBED_PERCENT / 100;
        }
    },

    /** Takes it, gives it back, takes it. */
    FLAPPING("takes {} and gives it back, every two seconds") {
        @Override
        List<Move> takes(long bytes, Duration duration) {
            List<Move> moves = new ArrayList<>();
            for (Duration at = Duration.ZERO; at.compareTo(duration) < 0; at = at.plus(FLAP.multipliedBy(2))) {
                moves.add(new Move(at, bytes));
                moves.add(new Move(at.plus(FLAP), 0));
            }
            return moves;
        }
    };

    private static final int STAIRS = 64;
    private static final int GRABBED_PERCENT = 60;
    private static final Duration RAMP_TIME = Duration.ofSeconds(1);
    private static final Duration FLAP = Duration.ofSeconds(1);

    private final String text;

    Scenario(String text) {
        this.text = text;
    }

    /** What it does before it gives all back. */
    abstract List<Move> takes(long bytes, Duration duration);

    /**
     * The most that the neighbour holds.
     *
     * @param neighbourBytes what the user gave it
     */
    long most(long neighbourBytes, long limitBytes) {
        return neighbourBytes;
    }

    /** All it does, in the order of time; after the last move it holds nothing. */
    final List<Move> moves(long neighbourBytes, long limitBytes, Duration duration) {
        List<Move> moves = new ArrayList<>(takes(most(neighbourBytes, limitBytes), duration));
        moves.removeIf(move -> move.at().compareTo(duration) >= 0);
        moves.add(new Move(duration, 0));
        return List.copyOf(moves);
    }

    /** One sentence for a reader. */
    final String text(long neighbourBytes, long limitBytes) {
        return "The neighbour " + text.replace("{}", MemorySize.text((double) most(neighbourBytes, limitBytes))) + ".";
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
