package io.ebbcache.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Capability;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.MountableFile;

/** A container whose process 1 is systemd, with a Java: like a machine on which a service is installed from the archive. */
final class SystemdMachine implements AutoCloseable {

    static final long MEMORY_BYTES = 1L << 30;

    private static final String ARCHIVE = "/ebb.tar.gz";
    private static final boolean HAS_TO_WORK = Boolean.parseBoolean(System.getenv("CI"));

    /** It wants cgroups that it can write to, and mounts that are seen where they were not made, as on a machine. */
    private static final String BOOT = """
            mount --make-rshared / || exit
            for cgroups in /sys/fs/cgroup $(sed -n 's/^[^ ]* \\(.sys.fs.cgroup.[^ ]*\\) .*/\\1/p' /proc/mounts); do
                mount -o remount,bind,rw $cgroups || exit
            done
            exec /lib/systemd/systemd
            """;

    private final GenericContainer<?> container;

    private SystemdMachine(GenericContainer<?> container) {
        this.container = container;
    }

    /** Skips the test if no container may do as much as systemd needs; where all is to be tested it fails instead. */
    static SystemdMachine boot() throws IOException {
        GenericContainer<?> container = new GenericContainer<>(BaseImage.JDK.with(List.of("systemd")))
                .withEnv("container", "docker") // by this it knows that it is in one
                .withCopyFileToContainer(MountableFile.forHostPath(Archive.file()), ARCHIVE)
                .withCreateContainerCmdModifier(SystemdMachine::permit)
                .waitingFor(Wait.forSuccessfulCommand("systemctl is-active multi-user.target"))
                .withStartupTimeout(Duration.ofSeconds(60));
        try {
            container.start();
        } catch (ContainerLaunchException e) {
            String said = container.getContainerId() == null ? "" : container.getLogs();
            container.stop();
            if (HAS_TO_WORK) {
                throw e;
            }
            abort("no systemd can be process 1 of a container here: " + said + e.getCause());
        }
        return new SystemdMachine(container);
    }

    /** Not all that a privileged container may: it mounts, and leads cgroups of its own. */
    private static void permit(CreateContainerCmd create) {
        create.withEntrypoint("/bin/sh", "-c", BOOT).withCmd();
        EbbImage.host(create)
                .withCapAdd(Capability.SYS_ADMIN)
                .withSecurityOpts(List.of("seccomp=unconfined", "apparmor=unconfined"))
                .withCgroupnsMode("private")
                .withTmpFs(Map.of("/run", "", "/tmp", "exec"))
                .withMemory(MEMORY_BYTES)
                .withMemorySwap(MEMORY_BYTES);
    }

    /** What the README says, and where Java is. */
    void install() throws Exception {
        run("tar -xzf " + ARCHIVE + " -C /opt && ln -s /opt/ebb-* /opt/ebb");
        run("cp /opt/ebb/systemd/ebb.service /etc/systemd/system");
        options();
        run("systemctl enable --now ebb");
    }

    /** Sets the options of the service. */
    void options(String... lines) throws Exception {
        run("printf '%s\\n' JAVA_HOME=/opt/java/openjdk " + String.join(" ", lines) + " >/etc/default/ebb");
    }

    /** What a command prints that does what it is told. */
    String run(String command) throws Exception {
        ExecResult result = tried(command);
        assertThat(result.getExitCode())
                .as("%s: %s%s", command, result.getStdout(), result.getStderr())
                .isZero();
        return result.getStdout();
    }

    /** What becomes of a command. */
    ExecResult tried(String command) throws Exception {
        return container.execInContainer("/bin/bash", "-c", command);
    }

    /** A property of the service. */
    String property(String name) throws Exception {
        return run("systemctl show ebb -P " + name).strip();
    }

    /** What the service has printed since it was started last. */
    String journal() throws Exception {
        return run("journalctl --sync; journalctl -o cat _SYSTEMD_INVOCATION_ID=" + property("InvocationID"));
    }

    /** Lets a client on this machine speak to the service. */
    String say(String requests) throws Exception {
        return EbbImage.say(container, "127.0.0.1", requests);
    }

    @Override
    public void close() {
        container.stop();
    }
}
