package io.ebbcache.bench.pressure;

import io.ebbcache.bench.load.KeyDistribution;
import io.ebbcache.bench.process.ServerKind;
import io.ebbcache.bench.report.Progress;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Runs every scenario with every server, one after the other. */
final class PressureRun {
    private final PressurePlan plan;
    private final List<ServerKind> servers;
    private final KeyDistribution keys;
    private final Map<String, Course> confinedSoFar = new HashMap<>();

    PressureRun(PressurePlan plan, List<ServerKind> servers) {
        this.plan = plan;
        this.servers = servers;
        this.keys = plan.distribution();
    }

    /**
     * Runs a scenario.
     *
     * @param confinedBytes to how much each server is also confined from its start; 0: to what the neighbour leaves at most
     */
    Outcome run(Scenario scenario, OptionalLong confinedBytes) throws IOException, InterruptedException {
        long limit = plan.memory().limitBytes();
        long neighbour = plan.memory().neighbourBytes();
        List<Move> moves = scenario.moves(neighbour, limit, plan.phase()).stream()
                .map(move -> new Move(move.at().plus(Phase.DURING.begin(plan.phase())), move.bytes()))
                .toList();
        QuietNeighbour quiet = QuietNeighbour.measure(moves, limit);
        List<Course> courses = new ArrayList<>();
        List<Course> confined = new ArrayList<>();
        for (ServerKind server : servers) {
            courses.add(course(server, scenario, moves));
        }
        if (confinedBytes.isPresent()) {
            long asked = confinedBytes.getAsLong();
            long bytes = asked == 0 ? limit - scenario.most(neighbour, limit) : asked;
            for (ServerKind server : servers) {
                confined.add(confined(server, bytes));
            }
        }
        return new Outcome(scenario, moves, quiet, courses, confined);
    }

    private Course course(ServerKind server, Scenario scenario, List<Move> moves)
            throws IOException, InterruptedException {
        Duration duration = plan.phase().multipliedBy(Phase.values().length);
        try (Progress progress = Progress.of(server + ", " + scenario, duration.toSeconds());
                Experiment experiment = Experiment.start(server, plan, keys, 0)) {
            return experiment.run(moves, duration, progress::done);
        }
    }

    /** The neighbour holds the rest of the limit before the server starts, and stays. The same size is measured once. */
    private Course confined(ServerKind server, long bytes) throws IOException, InterruptedException {
        String name = server + "-confined-" + (bytes >> 20) + "m";
        Course known = confinedSoFar.get(name);
        if (known != null) {
            return known;
        }
        PressurePlan confined = plan.confinedTo(bytes);
        long held = plan.memory().limitBytes() - bytes;
        try (Progress progress = Progress.of(server + ", confined", plan.phase().toSeconds());
                Experiment experiment = Experiment.start(server, confined, keys, held)) {
            Course course = experiment.run(List.of(), plan.phase(), progress::done);
            confinedSoFar.put(name, course);
            return course;
        }
    }
}
