package io.ebbcache.bench.pressure;

import io.ebbcache.bench.load.Interval;
import io.ebbcache.bench.load.KeyDistribution;
import io.ebbcache.bench.load.LoadLength;
import io.ebbcache.bench.load.LoadRun;
import io.ebbcache.bench.load.ServerVersion;
import io.ebbcache.bench.pressure.Course.Fates;
import io.ebbcache.bench.pressure.Recorder.Party;
import io.ebbcache.bench.process.ServerKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One server and one neighbour in one cgroup. The server is filled beyond the limit and warmed up, then the load goes on while
 * the neighbour moves. Whoever is killed is started again and goes on; it is counted.
 */
final class Experiment implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofMillis(100);
    private static final Duration END = Duration.ofMillis(500);
    private static final int FILL_ATTEMPTS = 3;

    private final ServerKind kind;
    private final PressurePlan plan;
    private final KeyDistribution keys;
    private final Party party;
    private int loads;
    private int brokenConnections;

    private Experiment(ServerKind kind, PressurePlan plan, KeyDistribution keys, Party party) {
        this.kind = kind;
        this.plan = plan;
        this.keys = keys;
        this.party = party;
    }

    /**
     * Starts the neighbour, then the server.
     *
     * @param heldFirstBytes what the neighbour holds before the server starts
     */
    static Experiment start(ServerKind kind, PressurePlan plan, KeyDistribution keys, long heldFirstBytes)
            throws IOException, InterruptedException {
        MemoryCgroup cgroup = MemoryCgroup.create("bench", plan.memory().limitBytes());
        try {
            SupervisedNeighbour neighbour = new SupervisedNeighbour(cgroup::around);
            neighbour.hold(heldFirstBytes);
            neighbour.awaitHolding();
            SupervisedServer server = new SupervisedServer(kind, plan, cgroup::around);
            return new Experiment(kind, plan, keys, new Party(cgroup, server, neighbour));
        } catch (IOException | InterruptedException e) {
            cgroup.close(); // ends who is in it
            throw e;
        }
    }

    /**
     * Fills the cache, warms it up, and records.
     *
     * @param moves of the neighbour
     * @param duration of the recording
     * @param progress is told the seconds that are recorded
     */
    Course run(List<Move> moves, Duration duration, Consumer<Long> progress) throws IOException, InterruptedException {
        fill();
        String version = ServerVersion.ask(party.server().awaitAddress());
        Recorder recorder = new Recorder(party, new Timetable(moves), plan.phase(), System::nanoTime);
        record(recorder, duration, progress);
        Fates fates = new Fates(
                party.server().kills(),
                party.server().otherEnds(),
                brokenConnections,
                party.neighbour().kills(),
                party.cgroup().oomKills(),
                party.neighbour().tookNanos());
        return new Course(kind, version, recorder.samples(), recorder.nanos(), fates);
    }

    @Override
    public void close() throws IOException {
        try {
            party.neighbour().close();
        } finally {
            try {
                party.server().close();
            } finally {
                party.cgroup().close();
            }
        }
    }

    private void fill() throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try (LoadRun load = LoadRun.connect(plan.load(party.server().awaitAddress(), keys, 0, loads++))) {
                load.fill(stored -> {});
                load.measure(LoadLength.ofCommands(plan.warmUpCommands()), second -> {});
                return;
            } catch (IOException e) {
                if (attempt == FILL_ATTEMPTS) {
                    throw new IOException(kind + " cannot be filled: " + e.getMessage(), e);
                }
                party.server().endsWithin(END);
                party.server().address(); // starts it again
            }
        }
    }

    private void record(Recorder recorder, Duration duration, Consumer<Long> progress)
            throws IOException, InterruptedException {
        Duration left = duration;
        while (!left.isNegative() && !left.isZero()) {
            Optional<InetSocketAddress> address = party.server().address();
            if (address.isPresent()) {
                load(address.get(), left, recorder, progress);
            } else {
                TimeUnit.NANOSECONDS.sleep(INTERVAL.toNanos());
                recorder.addWithoutServer();
            }
            progress.accept(recorder.elapsed().toSeconds());
            left = duration.minus(recorder.elapsed());
        }
    }

    /** Until the time is over or the server breaks off. */
    private void load(InetSocketAddress address, Duration left, Recorder recorder, Consumer<Long> progress)
            throws IOException, InterruptedException {
        double rate = plan.traffic().rate();
        try (LoadRun load = LoadRun.connect(plan.load(address, keys, rate, loads++))) {
            load.measure(LoadLength.of(left), INTERVAL, interval -> {
                add(recorder, interval);
                progress.accept(recorder.elapsed().toSeconds());
            });
        } catch (IOException e) {
            if (!party.server().endsWithin(END)) {
                brokenConnections++;
            }
            recorder.addWithoutServer();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void add(Recorder recorder, Interval interval) {
        try {
            recorder.add(interval);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
