package io.ebbcache.bench.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class TraceCommandTest {

    private static final int REQUESTS = 2000;
    private static final int KEYS = 401;

    /** Zero, and every other number: what squares leave when divided by a prime. */
    private static final int ITEMS = 1 + (KEYS - 1) / 2;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path trace;

    @BeforeEach
    void writeTrace() throws IOException {
        String squares = IntStream.range(0, REQUESTS)
                .mapToObj(i -> "key-" + i * i % KEYS)
                .collect(Collectors.joining("\n"));
        trace = Files.writeString(folder.resolve("squares.txt"), squares);
    }

    @Test
    void shouldLeaveFiguresAReportAndAPicture() throws IOException {
        Path results = folder.resolve("results");

        int exit = run(
                "--memory",
                "1/3,64m",
                "--systems",
                "ebb,lru,w-tinylfu,belady",
                "-o",
                results.toString(),
                trace.toString());

        assertThat(err.toString()).isEmpty();
        assertThat(exit).isZero();
        JsonNode result =
                new JsonMapper().readTree(results.resolve("result.json").toFile());
        assertThat(result.get("parameters").get("seed").asLong()).isEqualTo(ValueSizes.SEED);
        JsonNode figures = result.get("figures").get(0);
        assertThat(figures.get("requests").asInt()).isEqualTo(REQUESTS);
        assertThat(figures.get("items").asInt()).isEqualTo(ITEMS);
        assertThat(figures.get("replays")).hasSize(8);
        assertThat(results.resolve("report.html")).content().contains("squares", "W-TinyLFU", "<svg");
        assertThat(results.resolve("trace-squares.svg")).content().contains("<svg");
        assertThat(out.toString()).contains("hit ratio, squares", "Belady", "1/3", "64m", "report.html");
    }

    @Test
    void shouldTakeSizesFromTheTrace() throws IOException {
        Path rows = Files.writeString(folder.resolve("rows.csv"), "key,bytes\na,3000000\nb,2000000\na,3000000\n");

        int exit = run(
                "--key-column",
                "key",
                "--size-column",
                "bytes",
                "--memory",
                "4m,8m",
                "--systems",
                "lru",
                "-o",
                folder.resolve("rows").toString(),
                rows.toString());

        assertThat(err.toString()).isEmpty();
        assertThat(exit).isZero();
        JsonNode figures = new JsonMapper()
                .readTree(folder.resolve("rows/result.json").toFile())
                .get("figures")
                .get(0);
        assertThat(figures.get("scale").asInt()).isEqualTo(1);
        assertThat(figures.get("workingSetBytes").asLong()).isEqualTo(5_000_000 + 2 + 100);
        // in 4 MiB the second item pushes the first out
        assertThat(figures.get("replays").get(0).get("hits").asInt()).isZero();
        assertThat(figures.get("replays").get(1).get("hits").asInt()).isEqualTo(1);
        assertThat(figures.get("replays").get(1).get("byteHitRatio").asDouble()).isEqualTo(3.0 / 8);
    }

    @ParameterizedTest
    @CsvSource({
        "--memory, 5/4, no share",
        "--memory, 4m, 4 MiB",
        "--value-size, trace, tells no sizes",
        "--value-size, mixed:, is no size",
        "--value-size, large, is no size",
        "--format, int32, integer",
        "--systems, arc, arc"
    })
    void shouldRefuseWhatMakesNoSense(String option, String value, String complaint) throws IOException {
        Path odd = Files.writeString(folder.resolve("odd.txt"), "12345");

        int exit = run(option, value, "-o", folder.resolve("x").toString(), odd.toString());

        assertThat(exit).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains(complaint);
    }

    private int run(String... arguments) {
        return new CommandLine(new TraceCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
