package io.ebbcache.bench.compare;

import java.util.ArrayList;
import java.util.List;

/**
 * All combinations of the values of five settings.
 *
 * @param valueBytes sizes of values
 * @param pipelines commands in flight on a connection
 * @param getPercents shares of gets
 */
record Grid(
        List<Integer> valueBytes,
        List<Integer> pipelines,
        List<Integer> connections,
        List<Integer> getPercents,
        List<Integer> serverThreads) {
    private static final int KIB = 1024;

    static Grid whole() {
        return new Grid(
                List.of(100, KIB, 16 * KIB, 256 * KIB),
                List.of(1, 16, 64),
                List.of(32, 512),
                List.of(90, 10),
                List.of(1, 2));
    }

    /** Its ends, with one server thread. */
    static Grid corners() {
        return new Grid(List.of(100, 256 * KIB), List.of(1, 64), List.of(32, 512), List.of(90, 10), List.of(1));
    }

    /** The points that make sense; those of one number of server threads stand together. */
    List<Point> points() {
        List<Point> points = new ArrayList<>();
        for (int threads : serverThreads) {
            for (int bytes : valueBytes) {
                for (int percent : getPercents) {
                    for (int pipeline : pipelines) {
                        for (int count : connections) {
                            points.add(new Point(bytes, pipeline, count, percent, threads));
                        }
                    }
                }
            }
        }
        return points.stream().filter(Point::isSensible).toList();
    }
}
