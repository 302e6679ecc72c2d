package io.ebbcache.server.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class EbbTest {
    private final StringWriter output = new StringWriter();
    private final StringWriter errors = new StringWriter();

    @Test
    void shouldExplainServe() {
        assertThat(run(Map.of(), "serve", "--help")).isZero();
        assertThat(output.toString())
                .contains("Usage: ebb serve", "-m, --memory=<MiB>", "(default: 11211)", "Examples:", "EBB_MEMORY=2g");
        assertThat(output.toString().lines()).allMatch(line -> line.length() <= 80);
    }

    @Test
    void shouldExamineTheMachine() {
        int exitCode = run(Map.of(), "doctor");
        assertThat(output.toString()).contains("droppable memory", "open files").endsWith(".\n");
        assertThat(exitCode).isEqualTo(output.toString().contains("cannot be used here") ? 1 : 0);
        assertThat(output.toString().lines()).allMatch(line -> line.length() <= 80);
    }

    @Test
    void shouldExamineWhatTheEnvironmentAsksFor() {
        assertThat(run(Map.of("EBB_MEMORY", "1k"), "doctor", "--json")).isEqualTo(1);
        assertThat(output.toString())
                .startsWith("{\"usable\":false,")
                .contains("would not start: 1 KiB for values are too little");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "NaN", "3601"})
    void shouldRefuseIntervalsThatMakeNoSense(String interval) {
        assertThat(run(Map.of(), "top", "--once", "--interval=" + interval)).isEqualTo(2);
        assertThat(errors.toString())
                .contains("Invalid value for option '--interval': 0.1 to 3600; see ebb top --help");
    }

    @Test
    void shouldSayThatThereIsNoLineToLogInWith(@TempDir Path directory) throws Exception {
        Path empty = Files.createFile(directory.resolve("empty"));
        assertThat(run(Map.of("EBB_AUTH_FILE", empty.toString()), "top", "--once"))
                .isEqualTo(1);
        assertThat(errors.toString()).isEqualTo("ebb: no line user:password in " + empty + "\n");
    }

    @Test
    void shouldPromiseWhatIsThereToTestLibraries() {
        run(Map.of(), "serve", "--help");
        assertThat(output.toString())
                .contains("enable-ssl", "--sasl", "unix-socket")
                .contains("--admin-port=<port>", "/health/ready", "(default: 9150", "--admin-exporter-names")
                .contains("-Y, --auth-file=<file>", "-B, --protocol=<protocol>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-V", "--version"})
    void shouldTellItsVersion(String option) {
        assertThat(run(Map.of(), option)).isZero();
        assertThat(output.toString()).startsWith("ebb ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--nonsense | Unknown option: '--nonsense'; see ebb serve --help",
                "-p 70000 | Invalid value for option '--port': -1 to 65535; see ebb serve --help",
                "--admin-port 70000 | Invalid value for option '--admin-port': -1 to 65535; see ebb serve --help",
                "-p x | Invalid value for option '--port': 'x' is not an int; see ebb serve --help",
                "-t 0 | Invalid value for option '--threads': 1 to 256; see ebb serve --help",
                "-c 0 | Invalid value for option '--connections': 1 to 1000000; see ebb serve --help",
                "-I 512 | Invalid value for option '--item-size': 1k to 1g; see ebb serve --help",
                "-I 2g | Invalid value for option '--item-size': 1k to 1g; see ebb serve --help",
                "-S | Invalid value for option '--sasl': needs --auth-file; see ebb serve --help",
                "--cluster x --node-name a --route forward -Y x | Invalid value for option '--route': forward with --auth-file"
                        + " needs --cluster-secret-file; see ebb serve --help",
                "--cluster x --node-name a --route forward -B binary | Invalid value for option '--route': forward does not"
                        + " go with --protocol binary; see ebb serve --help",
                "--cluster x --node-name a --route forward --cluster-tls-ca x | Invalid value for option"
                        + " '--cluster-tls-ca': needs --tls and --route forward; see ebb serve --help",
                "--cluster-tls-ca x | --join, --route, --cluster-secret-file and --cluster-tls-ca need --cluster; see ebb"
                        + " serve --help",
                "-Y x -B binary | Invalid value for option '--protocol': binary with --auth-file needs --sasl; see ebb"
                        + " serve --help"
            })
    void shouldRefuseWithOneLine(String options, String expected) {
        assertThat(run(Map.of(), ("serve " + options).split(" ", -1))).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(errors.toString()).isEqualToIgnoringNewLines("ebb: " + expected);
        assertThat(output.toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-m x", "-l x:y:", "--region x", "--transport x", "-m"})
    void shouldNameTheOptionThatIsWrong(String options) {
        assertThat(run(Map.of(), ("serve " + options).split(" ", -1))).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(errors.toString().lines()).singleElement().asString().contains("option '--");
    }

    @Test
    void shouldAskForSubcommand() {
        assertThat(run(Map.of())).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(errors.toString()).contains("Missing required subcommand");
    }

    @Test
    void shouldTakeDefaultsFromTheEnvironment() {
        run(Map.of("EBB_PORT", "4242", "EBB_ITEM_SIZE", "2m"), "serve", "--help");
        assertThat(output.toString()).contains("(default: 4242)", "(default: 2m)");
    }

    @Test
    void shouldPreferTheCommandLineToTheEnvironment() {
        assertThat(run(Map.of("EBB_THREADS", "1"), "serve", "-t", "0")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(errors.toString()).contains("'--threads'").doesNotContain("EBB_THREADS");
    }

    @Test
    void shouldNameTheVariableThatIsWrong() {
        assertThat(run(Map.of("EBB_THREADS", "many"), "serve")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(errors.toString())
                .isEqualToIgnoringNewLines("ebb: Invalid value for option '--threads': 'many' is not an int"
                        + " (from EBB_THREADS); see ebb serve --help");
    }

    private int run(Map<String, String> environment, String... arguments) {
        return Ebb.commandLine(environment)
                .setOut(new PrintWriter(output))
                .setErr(new PrintWriter(errors))
                .setUsageHelpWidth(80)
                .execute(arguments);
    }
}
