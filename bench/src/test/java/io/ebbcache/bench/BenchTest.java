package io.ebbcache.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class BenchTest {
    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void shouldListItsMeasurements() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("Usage: ebb bench", "load", "compare", "report.html");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sing",
                "load",
                "load nowhere",
                "load 127.0.0.1:1 --distribution=normal",
                "load 127.0.0.1:1 --get-ratio=2",
                "load 127.0.0.1:1 --connections=0",
                "load 127.0.0.1:1 --values=big",
                "load 127.0.0.1:1 --protocol=http",
                "compare --values=0",
                "compare --mix=101",
                "compare --rounds=0",
                "compare --values=256k --pipeline=64 --connections=512",
                "clients --in-flight=1",
                "clients --rounds=0",
                "clients --server=redis",
                "faults --nodes=1",
                "faults --scenario=flood",
                "faults --fail-on=nothing",
                "faults --rate=0",
                "ring --nodes=1",
                "ring --keys=0",
                "ring --real=1",
                "ring --seconds=0",
                "ring --seconds=16"
            })
    void shouldRefuseWhatMakesNoSense(String arguments) {
        assertThat(run(arguments.isEmpty() ? new String[0] : arguments.split(" ", -1)))
                .isEqualTo(MISUSED);
        assertThat(err.toString().lines()).singleElement().asString().startsWith("ebb bench: ");
    }

    @Test
    void shouldSayThatNobodyListens() {
        assertThat(run("load", "127.0.0.1:1")).isEqualTo(FAILED);
        assertThat(err.toString().lines()).singleElement().asString().contains("127.0.0.1:1");
    }

    private int run(String... arguments) {
        CommandLine commandLine = Bench.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }
}
