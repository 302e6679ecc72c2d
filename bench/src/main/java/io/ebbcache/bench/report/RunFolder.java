package io.ebbcache.bench.report;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The folder that a run leaves behind: {@code result.json} and {@code report.html}. */
public final class RunFolder {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new SimpleModule()
                    .addSerializer(Instant.class, ToStringSerializer.instance)
                    .addSerializer(Duration.class, ToStringSerializer.instance)
                    .addSerializer(Path.class, ToStringSerializer.instance))
            .build();

    private final Path path;

    private RunFolder(Path path) {
        this.path = path;
    }

    /**
     * Makes the folder.
     *
     * @param asked where the user wants it, else it gets a name of its own below {@code ebb-bench}
     * @param kind the measurement's name
     * @param clock tells the time and its zone
     */
    public static RunFolder create(Optional<Path> asked, String kind, Clock clock) throws IOException {
        Path path = asked.orElseGet(() ->
                Path.of("ebb-bench", kind + "-" + TIME.withZone(clock.getZone()).format(clock.instant())));
        return new RunFolder(Files.createDirectories(path));
    }

    public Path path() {
        return path;
    }

    /** Writes both files. */
    public void write(Result result, Report report) throws IOException {
        DefaultPrettyPrinter layout = new DefaultPrettyPrinter();
        layout.indentArraysWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE);
        Files.writeString(path.resolve("result.json"), JSON.writer(layout).writeValueAsString(result) + "\n");
        Files.writeString(path.resolve("report.html"), report.html(result));
    }

    /** Writes a plot as a picture of its own, for a README or a slide. */
    public void write(String name, Plot plot) throws IOException {
        Files.writeString(path.resolve(name + ".svg"), SvgText.alone(plot.svg()));
    }
}
