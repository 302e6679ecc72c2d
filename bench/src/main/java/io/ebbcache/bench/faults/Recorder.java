package io.ebbcache.bench.faults;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/** Counts what clients see, by seconds and by steps. */
final class Recorder {
    private static final long NANOS_A_SECOND = 1_000_000_000L;
    private static final int MOST_MESSAGES = 50;

    private final LongSupplier nanoClock;
    private final long beginNanos;
    private final List<Second> seconds = new ArrayList<>();
    private final List<StepTally> steps = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Map<String, Integer> serverErrors = new LinkedHashMap<>();

    /** A client's connection to a node, through all times at which it is broken. */
    static final class Line {
        private final String node;
        private long lastAnswer;

        private Line(String node, long now) {
            this.node = node;
            this.lastAnswer = now;
        }
    }

    Recorder(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        beginNanos = nanoClock.getAsLong();
    }

    synchronized Line line(String node) {
        Line line = new Line(node, nanoClock.getAsLong());
        lines.add(line);
        return line;
    }

    /** Begins a step, and so ends the one before. */
    synchronized StepTally begin(String name, Set<String> struck) {
        endSilences();
        StepTally step = new StepTally(name, struck, elapsedSeconds());
        steps.add(step);
        return step;
    }

    /** Ends the last step. */
    synchronized void end() {
        endSilences();
    }

    /** Whole seconds since it began. */
    synchronized int elapsedSeconds() {
        return (int) ((nanoClock.getAsLong() - beginNanos) / NANOS_A_SECOND);
    }

    /** The next moment at which a second begins. */
    long nextSecondNanos() {
        long elapsed = nanoClock.getAsLong() - beginNanos;
        return beginNanos + (elapsed / NANOS_A_SECOND + 1) * NANOS_A_SECOND;
    }

    synchronized void answered(Line line, Answer answer, long dueNanos, long nowNanos) {
        StepTally step = step();
        step.answers++;
        step.took(nowNanos - dueNanos);
        silence(line, nowNanos);
        line.lastAnswer = nowNanos;
        if (answer != Answer.DONE) {
            add(new Second(answer == Answer.HIT ? 1 : 0, answer == Answer.MISS ? 1 : 0, 0, 0), nowNanos);
        }
    }

    synchronized void failed(Line line, Failure failure, long dueNanos) {
        long now = nanoClock.getAsLong();
        StepTally step = step();
        step.failed(line.node, failure);
        if (failure != Failure.UNREACHABLE) {
            step.took(now - dueNanos); // somebody waited for it
        }
        boolean struck = step.struck.contains(line.node);
        add(new Second(0, 0, struck ? 0 : 1, struck ? 1 : 0), now);
    }

    /** What a node said instead of an answer. */
    synchronized void serverError(String message) {
        if (serverErrors.size() < MOST_MESSAGES || serverErrors.containsKey(message)) {
            serverErrors.merge(message, 1, Integer::sum);
        }
    }

    /** So many requests were not sent because the one before them failed late. */
    synchronized void leftOut(long requests) {
        step().leftOut += requests;
    }

    synchronized void suspect(Suspect suspect) {
        step().suspects.add(suspect);
    }

    /** The value of a write without an answer was read though later ones were acknowledged. */
    synchronized void doubtful() {
        step().doubtful++;
    }

    synchronized void wrong(String what) {
        StepTally step = step();
        step.wrong++;
        note("wrong: " + what);
    }

    /** Something to be told beside the figures; the first ones are. */
    synchronized void note(String what) {
        if (notes.size() < MOST_MESSAGES) {
            notes.add(step().name + ": " + what);
        }
    }

    synchronized List<String> notes() {
        return List.copyOf(notes);
    }

    synchronized Map<String, Integer> serverErrors() {
        return new LinkedHashMap<>(serverErrors);
    }

    /** Seconds from one to another, those in which nothing happened too. */
    synchronized List<Second> seconds(int from, int to) {
        List<Second> some = new ArrayList<>();
        for (int i = Math.max(0, from); i < to; i++) {
            some.add(i < seconds.size() ? seconds.get(i) : Second.EMPTY);
        }
        return some;
    }

    /** When seconds began. */
    long beginNanos() {
        return beginNanos;
    }

    private StepTally step() {
        if (steps.isEmpty()) {
            throw new IllegalStateException("no step has begun");
        }
        return steps.get(steps.size() - 1);
    }

    private void endSilences() {
        if (!steps.isEmpty()) {
            long now = nanoClock.getAsLong();
            lines.forEach(line -> silence(line, now));
        }
    }

    /** In a step counts what of the silence lies in it. */
    private void silence(Line line, long now) {
        StepTally step = step();
        long stepBegan = beginNanos + step.fromSecond * NANOS_A_SECOND;
        step.silent(line.node, now - Math.max(line.lastAnswer, stepBegan));
    }

    private void add(Second more, long now) {
        int second = (int) ((now - beginNanos) / NANOS_A_SECOND);
        while (seconds.size() <= second) {
            seconds.add(Second.EMPTY);
        }
        seconds.set(second, seconds.get(second).plus(more));
    }
}
