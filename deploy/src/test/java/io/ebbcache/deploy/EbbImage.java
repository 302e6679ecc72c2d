package io.ebbcache.deploy;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Volume;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.ImageFromDockerfile;

/** The image, built once from the archive as the Dockerfile says, and containers of it. */
final class EbbImage {

    static final int PORT = 11_211;

    /** A client that any image with bash has: says what it is given to a host, and prints all that is replied. */
    private static final String CLIENT = "exec 3<>/dev/tcp/$0/11211 && printf \"$1\" >&3 && cat <&3";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ImageFromDockerfile image;

    private EbbImage(ImageFromDockerfile image) {
        this.image = image;
    }

    /** Skips the test if there is no engine; where all is to be tested it fails instead. */
    static EbbImage built() throws IOException {
        BaseImage.needEngine();
        Path archive = Archive.file();
        return new EbbImage(new ImageFromDockerfile()
                .withFileFromPath("Dockerfile", Path.of("Dockerfile"))
                .withFileFromPath("target/" + archive.getFileName(), archive)
                .withBuildArg("BASE", BaseImage.BASE.image())
                .withBuildArg("JDK", BaseImage.JDK.image()));
    }

    /** A server in a container that may do nothing that it can do without. */
    GenericContainer<?> server(long memoryBytes, String... options) {
        String[] command = new String[options.length + 1];
        command[0] = "serve";
        System.arraycopy(options, 0, command, 1, options.length);
        return new GenericContainer<>(image)
                .withCommand(command)
                .withExposedPorts(PORT)
                .withCreateContainerCmdModifier(create -> confine(create, memoryBytes))
                .waitingFor(Wait.forLogMessage(".*ordinary memory: at most.*\\n", 1))
                .withStartupTimeout(PATIENCE);
    }

    /** Something else in a container: a script for bash. */
    GenericContainer<?> script(String script) {
        return new GenericContainer<>(image)
                .withCreateContainerCmdModifier(create ->
                        create.withEntrypoint("/bin/bash", "-c", script).withCmd());
    }

    private static void confine(CreateContainerCmd create, long memoryBytes) {
        host(create)
                .withReadonlyRootfs(true)
                .withCapDrop(Capability.ALL)
                .withSecurityOpts(List.of("no-new-privileges"))
                .withMemory(memoryBytes)
                .withMemorySwap(memoryBytes);
    }

    /**
     * Lets a container read a folder. By the engine's own words: Testcontainers would first try in an image that it pulls whether folders can be had.
     */
    static GenericContainer<?> reads(GenericContainer<?> container, Path folder, String as) {
        return container.withCreateContainerCmdModifier(create ->
                host(create).withBinds(new Bind(folder.toAbsolutePath().toString(), new Volume(as), AccessMode.ro)));
    }

    static HostConfig host(CreateContainerCmd create) {
        return Objects.requireNonNull(create.getHostConfig());
    }

    /** Lets a container speak to a server: says the requests, leaves, and returns the replies. */
    static String say(GenericContainer<?> client, String host, String requests) throws Exception {
        ExecResult result =
                client.execInContainer("timeout", "10", "/bin/bash", "-c", CLIENT, host, requests + "quit\\r\\n");
        return result.getStdout() + result.getStderr();
    }

    /** Ends it as an engine does that is told to, and returns what it exits with. */
    static long stop(GenericContainer<?> container) {
        container
                .getDockerClient()
                .stopContainerCmd(container.getContainerId())
                .withTimeout((int) PATIENCE.toSeconds())
                .exec();
        return exitCode(container);
    }

    static long exitCode(GenericContainer<?> container) {
        return Objects.requireNonNull(
                container.getCurrentContainerInfo().getState().getExitCodeLong());
    }
}
