package io.ebbcache.bench.report;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The option that every measurement has: where its folder shall be. */
public final class OutputOption {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "<folder>",
            description = "where report.html and result.json go (default: ebb-bench/<measurement>-<time>)")
    private Optional<Path> folder;

    /** Makes the folder. */
    public RunFolder open(String kind) throws IOException {
        return RunFolder.create(folder, kind, Clock.system(ZoneId.systemDefault()));
    }

    /** What the user typed, for the report. */
    public static String commandLine(CommandSpec spec) {
        return "ebb bench "
                + String.join(" ", spec.root().commandLine().getParseResult().originalArgs());
    }
}
