package io.ebbcache.bench.compare;

import io.ebbcache.bench.load.KeyDistribution;
import io.ebbcache.bench.load.LoadLength;
import io.ebbcache.bench.load.LoadPlan;
import io.ebbcache.bench.load.LoadResult;
import io.ebbcache.bench.load.LoadRun;
import io.ebbcache.bench.load.Target;
import io.ebbcache.bench.load.ValueSizes;
import io.ebbcache.bench.load.Workload;
import io.ebbcache.bench.process.Processors;
import io.ebbcache.bench.process.ServerKind;
import io.ebbcache.bench.process.ServerProcess;
import io.ebbcache.bench.report.Progress;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Starts the servers and lets them take turns. */
final class Comparison {
    private static final int MEMORY_MEBIBYTES = 1024;
    private static final int SPARE_CONNECTIONS = 64;
    private static final int WARM_UP_STEPS = 8;
    private static final int MOST_WARM_UP_STEPS = 4 * WARM_UP_STEPS;
    private static final int WARM_UP_PIPELINE = 16;
    private static final int WARM_UP_CONNECTIONS = 32;
    private static final int WARM_UP_VALUE_BYTES = 1024;
    private static final int HALF_PERCENT = 50;
    private static final double PERCENT = 100;
    private static final int SEED = 1;
    private static final int MOST_GENERATOR_THREADS = 8;

    private final Settings settings;
    private final List<ServerKind> kinds;
    private final Progress progress;
    private long roundsDone;

    Comparison(Settings settings, List<ServerKind> kinds, Progress progress) {
        this.settings = settings;
        this.kinds = kinds;
        this.progress = progress;
    }

    /** All points; servers are started anew for each number of their threads. */
    List<PointResult> run() throws IOException, InterruptedException {
        List<PointResult> results = new ArrayList<>();
        for (int threads :
                settings.points().stream().map(Point::serverThreads).distinct().toList()) {
            List<Point> points = settings.points().stream()
                    .filter(point -> point.serverThreads() == threads)
                    .toList();
            int connections = points.stream().mapToInt(Point::connections).max().orElseThrow() + SPARE_CONNECTIONS;
            Processors processors = Processors.share(threads);
            List<ServerProcess> servers = new ArrayList<>();
            try {
                processors.tieGenerator();
                for (ServerKind kind : kinds) {
                    servers.add(ServerProcess.start(kind, threads, MEMORY_MEBIBYTES, connections, processors::tie));
                }
                for (ServerProcess server : servers) {
                    warmUp(server, processors);
                }
                for (Point point : points) {
                    results.add(compare(point, servers, processors));
                }
            } finally {
                for (ServerProcess server : servers) {
                    server.close();
                }
                processors.untieGenerator();
            }
        }
        return results;
    }

    /**
     * Half gets, half sets, until the server has had its processor time: as much as a virtual machine needs to compile what is
     * hot, on a machine with other work too. The generator is warmed by it as well. Both servers get the same.
     */
    private void warmUp(ServerProcess server, Processors processors) throws IOException, InterruptedException {
        progress.note("warming " + server.kind());
        Point point = new Point(WARM_UP_VALUE_BYTES, WARM_UP_PIPELINE, WARM_UP_CONNECTIONS, HALF_PERCENT, 1);
        try (LoadRun run = LoadRun.connect(plan(point, server, processors))) {
            run.fill(stored -> {});
            Duration begin = server.cpuTime();
            Duration had = Duration.ZERO;
            for (int step = 0; step < MOST_WARM_UP_STEPS && had.compareTo(settings.warmUp()) < 0; step++) {
                run.warmUp(settings.warmUp().dividedBy(WARM_UP_STEPS));
                had = server.cpuTime().minus(begin);
            }
        }
    }

    private PointResult compare(Point point, List<ServerProcess> servers, Processors processors)
            throws IOException, InterruptedException {
        Map<ServerKind, List<Round>> rounds = new EnumMap<>(ServerKind.class);
        for (ServerProcess server : servers) {
            try (LoadRun run = LoadRun.connect(plan(point, server, processors))) {
                run.fill(stored -> {});
            }
        }
        for (int round = 0; round < settings.rounds(); round++) {
            for (ServerProcess server : servers) {
                progress.note(server.kind() + ": " + point.text());
                rounds.computeIfAbsent(server.kind(), kind -> new ArrayList<>()).add(round(point, server, processors));
                progress.done(++roundsDone);
            }
        }
        return new PointResult(point, rounds);
    }

    private Round round(Point point, ServerProcess server, Processors processors)
            throws IOException, InterruptedException {
        try (LoadRun run = LoadRun.connect(plan(point, server, processors))) {
            run.warmUp(settings.settle());
            Duration before = server.cpuTime();
            LoadResult result = run.measure(LoadLength.of(settings.round()), second -> {});
            return Round.of(result, server.cpuTime().minus(before));
        }
    }

    private LoadPlan plan(Point point, ServerProcess server, Processors processors) {
        int threads = Math.min(
                Math.max(1, processors.generator().size()),
                Math.min(MOST_GENERATOR_THREADS, 2 * point.serverThreads()));
        Target target =
                new Target(server.address(), settings.protocol(), threads, point.connections(), point.pipeline());
        Workload workload = new Workload(
                KeyDistribution.parse("uniform", point.keys()),
                ValueSizes.fixed(point.valueBytes()),
                point.getPercent() / PERCENT,
                1,
                0,
                false,
                false);
        return new LoadPlan(target, workload, 0, SEED);
    }
}
