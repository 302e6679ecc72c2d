package io.ebbcache.bench.pressure;

import io.ebbcache.bench.load.Interval;
import io.ebbcache.bench.pressure.Sample.Memory;
import io.ebbcache.bench.pressure.Sample.Requests;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;

/** Looks at everything after each interval, and moves the neighbour in time. */
final class Recorder {
    private static final double NANOS_A_SECOND = 1e9;
    private static final double NANOS_A_MICRO = 1e3;
    private static final int DIGITS = 3;

    private final Party party;
    private final Timetable timetable;
    private final Duration phase;
    private final LongSupplier nanoClock;
    private final long beginNanos;
    private final Losses lossesBefore;
    private final List<Sample> samples = new ArrayList<>();
    private final Map<Phase, Histogram> nanos = new EnumMap<>(Phase.class);
    private Duration last = Duration.ZERO;

    /** Who shares the memory. */
    record Party(MemoryCgroup cgroup, SupervisedServer server, SupervisedNeighbour neighbour) {}

    Recorder(Party party, Timetable timetable, Duration phase, LongSupplier nanoClock) {
        this.party = party;
        this.timetable = timetable;
        this.phase = phase;
        this.nanoClock = nanoClock;
        beginNanos = nanoClock.getAsLong();
        lossesBefore = party.server().losses();
        party.neighbour().takeWorstNanos(); // what came before
    }

    /** Since the recording began. */
    Duration elapsed() {
        return Duration.ofNanos(nanoClock.getAsLong() - beginNanos);
    }

    /** An interval in which the load ran is over. */
    void add(Interval interval) throws IOException {
        Histogram all = interval.nanos();
        nanos.computeIfAbsent(Phase.at(last, phase), any -> new Histogram(DIGITS))
                .add(all);
        add(new Requests(
                interval.seconds(),
                interval.keys(),
                interval.hits(),
                interval.wrong(),
                interval.errors(),
                micros(all.getValueAtPercentile(50)),
                micros(all.getValueAtPercentile(99)),
                micros(all.getValueAtPercentile(99.9))));
    }

    /** An interval without a server is over. */
    void addWithoutServer() throws IOException {
        add(Requests.none(elapsed().minus(last).toNanos() / NANOS_A_SECOND));
    }

    List<Sample> samples() {
        return List.copyOf(samples);
    }

    /** Latencies of all requests, by phase. */
    Map<Phase, Histogram> nanos() {
        return nanos;
    }

    private void add(Requests requests) throws IOException {
        Duration now = elapsed();
        SupervisedNeighbour neighbour = party.neighbour();
        Memory memory = new Memory(
                party.cgroup().usageBytes(),
                party.server().cacheBytes(),
                neighbour.heldBytes(),
                micros(neighbour.takeWorstNanos()));
        samples.add(new Sample(
                now.toNanos() / NANOS_A_SECOND,
                Phase.at(last, phase),
                party.server().isUp(),
                requests,
                memory,
                party.server().losses().minus(lossesBefore)));
        last = now;
        timetable.due(now).ifPresent(neighbour::hold);
        neighbour.revive();
    }

    private static double micros(long nanos) {
        return nanos / NANOS_A_MICRO;
    }
}
