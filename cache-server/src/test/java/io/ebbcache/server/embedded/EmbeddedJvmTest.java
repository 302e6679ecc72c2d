package io.ebbcache.server.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An application of its own: what flags does its JVM need? */
@Timeout(60)
class EmbeddedJvmTest {

    /** Opens a cache and says so. */
    static final class Application {
        public static void main(String[] arguments) {
            try (EmbeddedCache cache =
                    EmbeddedCache.open(EmbeddedConfig.automatic().withLanes(2).withMemoryBytes(64 << 20))) {
                cache.backend().flush().join();
                System.out.println("works");
            } catch (IllegalStateException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    @Test
    void shouldSayWhichFlagIsMissing() throws Exception {
        assertThat(run())
                .contains("--add-exports java.base/jdk.internal.misc=ALL-UNNAMED")
                .doesNotContain("works");
    }

    @Test
    void shouldWorkWithThatFlag() throws Exception {
        assertThat(run("--add-exports", "java.base/jdk.internal.misc=ALL-UNNAMED"))
                .contains("works");
    }

    private static String run(String... flags) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx64m");
        command.addAll(List.of(flags));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Application.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return said;
        } finally {
            process.destroyForcibly();
        }
    }
}
