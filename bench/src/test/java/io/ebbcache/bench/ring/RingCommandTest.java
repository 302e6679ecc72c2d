package io.ebbcache.bench.ring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Timeout(value = 240, unit = TimeUnit.SECONDS)
class RingCommandTest {

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void shouldLeaveFiguresAndAReport() throws IOException {
        JsonNode figures = run("first", "--nodes=3,12", "--keys=20000", "--real=0");

        assertThat(out.toString())
                .contains(
                        "Shares of nodes",
                        "Keys that move",
                        "What a ring costs",
                        "Traffic of membership",
                        "report.html")
                .doesNotContain("measured in real");
        assertThat(folder.resolve("first").resolve("report.html")).content().contains("<svg", "FD_ALL3");
        JsonNode twelve = figures.get("clusters").get(1);
        assertThat(twelve.get("nodes").asInt()).isEqualTo(12);
        assertThat(twelve.get("moves").get("leaveTen").asDouble()).isBetween(0.7, 0.95);
        assertThat(figures.get("clusters").get(0).get("moves").get("leaveTen").isNull())
                .isTrue();
        assertThat(figures.get("checks")).isEmpty();

        JsonNode again = run("second", "--nodes=3,12", "--keys=20000", "--real=0");
        assertThat(again.get("clusters").get(1).get("moves")).isEqualTo(twelve.get("moves"));
        assertThat(again.get("clusters").get(1).get("balance")).isEqualTo(twelve.get("balance"));
        assertThat(again.get("clusters").get(1).get("join")).isEqualTo(twelve.get("join"));
    }

    @Test
    void shouldAgreeWithARealCluster() throws IOException {
        JsonNode check = run("real", "--nodes=3", "--keys=1000", "--real=4", "--seconds=6")
                .get("checks")
                .get(0);

        System.out.println(out);
        assertThat(out.toString()).contains("measured in real clusters", "3 + 1");
        assertThat(ratio(check, "quiet", "packets")).isBetween(0.6, 1.6);
        assertThat(ratio(check, "quiet", "bytes")).isBetween(0.6, 1.6);
        assertThat(ratio(check, "join", "packets")).isBetween(0.5, 2.0);
        assertThat(ratio(check, "join", "bytes")).isBetween(0.5, 2.0);
    }

    private static double ratio(JsonNode check, String what, String unit) {
        return check.get(what + "Measured").get(unit).asDouble()
                / check.get(what).get(unit).asDouble();
    }

    private JsonNode run(String name, String... arguments) throws IOException {
        CommandLine commandLine = new CommandLine(new RingCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        String[] all = Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = "--output=" + folder.resolve(name);
        assertThat(commandLine.execute(all)).as(err.toString()).isZero();
        return new JsonMapper()
                .readTree(folder.resolve(name).resolve("result.json").toFile())
                .get("figures");
    }
}
