package io.ebbcache.deploy;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.images.builder.ImageFromDockerfile;

/**
 * What images are built on: what the Dockerfile asks for or, where that cannot be had, what the properties {@code ebb.image.base} and
 * {@code ebb.image.jdk} name. Both are some Debian, so further packages can be had.
 */
enum BaseImage {
    BASE,
    JDK;

    private static final Path DOCKERFILE = Path.of("Dockerfile");
    private static final boolean HAS_TO_WORK = Boolean.parseBoolean(System.getenv("CI"));

    /** Skips the test if there is no engine to build with; where all is to be tested it fails instead. */
    static void needEngine() {
        if (DockerClientFactory.instance().isDockerAvailable()) {
            return;
        }
        if (HAS_TO_WORK) {
            throw new IllegalStateException("no Docker engine answers");
        }
        abort("needs a Docker engine");
    }

    /** Its name for the engine. */
    String image() throws IOException {
        String other = System.getProperty("ebb.image." + name().toLowerCase(Locale.ROOT));
        if (other != null) {
            return other;
        }
        String argument = "ARG " + name() + "=";
        return Files.readAllLines(DOCKERFILE).stream()
                .filter(line -> line.startsWith(argument))
                .map(line -> line.substring(argument.length()))
                .findFirst()
                .orElseThrow();
    }

    /** An image of it with further packages. They are fetched over the network of this machine: a network of the engine's own may lead nowhere. */
    ImageFromDockerfile with(List<String> packages) throws IOException {
        needEngine();
        String dockerfile = """
                FROM %s
                RUN apt-get update -q \\
                    && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends %s
                """.formatted(image(), String.join(" ", packages));
        return new ImageFromDockerfile()
                .withFileFromString("Dockerfile", dockerfile)
                .withBuildImageCmdModifier(build -> build.withNetworkMode("host"));
    }
}
