package io.ebbcache.bench.report;

import java.time.temporal.ChronoUnit;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows on a terminal how far a run has come; elsewhere it is silent. */
public final class Progress implements AutoCloseable {
    /** The launcher looks whether standard error is a terminal. */
    private static final boolean TERMINAL = Boolean.getBoolean("ebb.terminal");

    private static final int REDRAW_MILLIS = 200;

    private final @Nullable ProgressBar bar;
    private long steps;

    private Progress(@Nullable ProgressBar bar) {
        this.bar = bar;
    }

    /** Begins. */
    public static Progress of(String task, long steps) {
        return new Progress(
                TERMINAL
                        ? new ProgressBarBuilder()
                                .setTaskName(task)
                                .setInitialMax(steps)
                                .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                                .setUpdateIntervalMillis(REDRAW_MILLIS)
                                .setSpeedUnit(ChronoUnit.SECONDS)
                                .hideEta()
                                .clearDisplayOnFinish()
                                .build()
                        : null);
    }

    /** Says how many steps are done by now. */
    public void done(long byNow) {
        steps = byNow;
        if (bar != null) {
            bar.stepTo(byNow);
        }
    }

    /** How many steps were done so far. */
    public long steps() {
        return steps;
    }

    /** Says what is being done. */
    public void note(String text) {
        if (bar != null) {
            bar.setExtraMessage(" " + text);
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
