package io.ebbcache.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The program in the README, run the way the README says. */
@Timeout(60)
class ReadmeExampleIT {
    private static final Path README = Path.of("..", "README.md");
    private static final Pattern EXAMPLE = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);
    private static final String ADDRESS = "127.0.0.1:11211";

    @TempDir
    private Path directory;

    @Test
    void shouldRunAsPasted() throws Exception {
        Matcher example = EXAMPLE.matcher(Files.readString(README));
        assertThat(example.find()).isTrue();
        assertThat(example.group(1)).contains(ADDRESS);
        try (EbbProcess.Listening ebb = EbbProcess.serve("readme", UnaryOperator.identity(), "-m", "64")) {
            Path program = Files.writeString(
                    directory.resolve("Example.java"), example.group(1).replace(ADDRESS, "127.0.0.1:" + ebb.port()));
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            Path.of("target", "ebb", "lib").toAbsolutePath() + "/*",
                            program.toString())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(output).isZero();
            assertThat(output.lines()).contains("hello", "from the database");
        }
    }
}
