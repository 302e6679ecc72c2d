package io.ebbcache.bench.trace;

import io.ebbcache.bench.report.Machine;
import io.ebbcache.bench.report.OutputOption;
import io.ebbcache.bench.report.Result;
import io.ebbcache.bench.report.RunFolder;
import io.ebbcache.store.StoreConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ebb bench trace}: what share of the requests of a trace a cache of so much memory answers. */
@Command(
        name = "trace",
        header = "Replays traces of keys: hit ratios of Ebb and memcached, beside LRU, W-TinyLFU and Belady's optimum.",
        description = {
            "",
            "Formats, told by the suffix or by --format: int32 (.trace .int32 .bin), one big-endian signed 32-bit integer a"
                    + " request; text (.txt .keys), one key a line; csv (.csv). Each may be compressed (.xz .gz).",
            "",
            "Memory is what a cache has for its items. Shares are of the working set: key, value and 50 bytes of every"
                    + " distinct key."
        },
        mixinStandardHelpOptions = true)
public final class TraceCommand implements Callable<Integer> {

    /** The least memory that values are scaled up for: 32 of Ebb's segments, 64 of memcached's pages. */
    static final long LEAST_BYTES = 64L << 20;

    private static final String TOLD = "trace";
    private static final String MIXED = "mixed:";

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "traces; each is replayed by itself")
    private List<Path> files;

    @Option(names = "--format", description = "of all files: ${COMPLETION-CANDIDATES} (default: by suffix)")
    private @Nullable TraceFormat format;

    @Option(
            names = "--key-column",
            paramLabel = "COLUMN",
            defaultValue = "1",
            description = "csv: the column of the keys, by number from 1 or by name (default: ${DEFAULT-VALUE})")
    private String keyColumn;

    @Option(names = "--size-column", paramLabel = "COLUMN", description = "csv: that of the sizes of values, bytes")
    private @Nullable String sizeColumn;

    @Option(
            names = "--ttl-column",
            paramLabel = "COLUMN",
            description =
                    "csv: that of the times to live, seconds. Servers are told; the time of the trace does not pass")
    private @Nullable String ttlColumn;

    @Option(names = "--header", description = "csv: the first line is no request (so it is if a column is named)")
    private boolean header;

    @Option(
            names = "--memory",
            split = ",",
            paramLabel = "SIZE",
            defaultValue = "1/64,1/32,1/16,1/8,1/4",
            converter = MemorySizes.class,
            description = "sizes as 64m or 1g, or shares of the working set (default: ${DEFAULT-VALUE})")
    private List<MemorySize> memory;

    @Option(
            names = "--value-size",
            paramLabel = "RULE",
            description = {
                "of the values: a size as 4k; trace: as it tells;",
                "mixed:SIZE: by a hash of the key, over a factor of 32, of that mean",
                "(default: trace if it tells any, else mixed:1k)"
            })
    private Optional<String> valueSize;

    @Option(
            names = "--scale",
            paramLabel = "FACTOR",
            description =
                    "multiplies all sizes of values (default: as much as it takes to make the smallest memory 64 MiB, if"
                            + " that is a share)")
    private Optional<Integer> scale;

    @Option(
            names = "--systems",
            split = ",",
            paramLabel = "SYSTEM",
            description = "which: ${COMPLETION-CANDIDATES} (default: all that are installed)")
    private @Nullable List<CacheSystem> systems;

    @Option(
            names = "--over-network",
            description = "replays against Ebb's server, as against memcached's, instead of the store in this program")
    private boolean overNetwork;

    @Mixin
    private OutputOption output;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Instant startedAt = Instant.now();
        Caches caches = Caches.ofThisMachine(overNetwork);
        List<CacheSystem> chosen = systems == null ? caches.systems() : systems;
        if (!caches.systems().containsAll(chosen)) {
            throw new ParameterException(spec.commandLine(), "memcached is not installed; leave it out of --systems");
        }
        List<TraceFigures> figures = new ArrayList<>();
        try {
            TraceReader reader = new TraceReader(format, new CsvColumns(keyColumn, sizeColumn, ttlColumn, header));
            for (Path file : files) {
                figures.add(new Replays(caches, chosen, items(reader.read(file))).run(memory));
            }
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
        TraceReport report = new TraceReport(figures);
        RunFolder folder = output.open("trace");
        folder.write(
                new Result(
                        "trace",
                        startedAt,
                        OutputOption.commandLine(spec),
                        Machine.here(),
                        caches.versions(chosen),
                        settings(chosen),
                        figures),
                report.report());
        for (TraceFigures trace : figures) {
            folder.write("trace-" + trace.trace(), TraceReport.plot(trace));
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(report.summary() + folder.path().resolve("report.html"));
        out.flush();
        return 0;
    }

    private Items items(Trace trace) {
        ValueSizes sizes = sizes(trace);
        double smallest = memory.stream()
                .filter(MemorySize::isShare)
                .mapToDouble(MemorySize::share)
                .min()
                .orElse(0);
        int needed = smallest == 0 ? 1 : Items.scaleFor(trace, sizes, smallest, LEAST_BYTES);
        return new Items(trace, sizes, scale.orElse(needed));
    }

    private ValueSizes sizes(Trace trace) {
        String rule = valueSize.orElse(trace.hasSizes() ? TOLD : MIXED + "1k");
        if (rule.equals(TOLD)) {
            return ValueSizes.told(trace);
        }
        return rule.startsWith(MIXED)
                ? ValueSizes.mixed(trace, bytes(rule.substring(MIXED.length())))
                : ValueSizes.fixed(trace, bytes(rule));
    }

    private static int bytes(String size) {
        return (int) Math.min(MemorySize.bytesOf(size), StoreConfig.MAX_ITEM_BYTES);
    }

    /** What was asked for, the defaults too. */
    private Map<String, Object> settings(List<CacheSystem> chosen) {
        Map<String, Object> settings = new TreeMap<>();
        settings.put(
                "files",
                files.stream().map(Path::getFileName).map(String::valueOf).toList());
        settings.put("format", format == null ? "by suffix" : format);
        settings.put("columns", new CsvColumns(keyColumn, sizeColumn, ttlColumn, header));
        settings.put("memory", memory.stream().map(MemorySize::label).toList());
        settings.put("valueSize", valueSize.orElse("as told, else " + MIXED + "1k"));
        settings.put("scale", scale.map(String::valueOf).orElse("automatic"));
        settings.put("systems", chosen.stream().map(CacheSystem::toString).toList());
        settings.put("ebbOverNetwork", overNetwork);
        settings.put("seed", ValueSizes.SEED);
        return settings;
    }
}
