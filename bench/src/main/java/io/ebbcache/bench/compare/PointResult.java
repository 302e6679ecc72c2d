package io.ebbcache.bench.compare;

import io.ebbcache.bench.load.LoadResult;
import io.ebbcache.bench.process.ServerKind;
import io.ebbcache.bench.report.Spread;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What was measured at one place in the grid.
 *
 * @param rounds of each server, in the order in which they took turns
 */
record PointResult(Point point, Map<ServerKind, List<Round>> rounds) {
    boolean hasBoth() {
        return rounds.containsKey(ServerKind.EBB) && rounds.containsKey(ServerKind.MEMCACHED);
    }

    /** Ebb's figures over memcached's. */
    Spread ratio(ToDoubleFunction<Round> figure) {
        return Spread.ratio(of(ServerKind.EBB), of(ServerKind.MEMCACHED), figure);
    }

    List<Round> of(ServerKind kind) {
        return rounds.getOrDefault(kind, List.of());
    }

    /** Whether the generator, not the server, was the limit in at least one round. */
    boolean isGeneratorBound() {
        return rounds.values().stream()
                .flatMap(List::stream)
                .anyMatch(round -> round.generatorBusyShare() > LoadResult.GENERATOR_BOUND);
    }

    long errors() {
        return rounds.values().stream()
                .flatMap(List::stream)
                .mapToLong(Round::errors)
                .sum();
    }
}
