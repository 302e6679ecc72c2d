package io.ebbcache.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The service under a systemd that runs: what starting and stopping it means, what it may do, and that this is enough for it. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class SystemdIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String DROP_IN = "/etc/systemd/system/ebb.service.d";
    private static final String HELLO = "set k 0 0 5\\r\\nhello\\r\\nget k\\r\\n";
    private static final String HELLO_REPLIES = "STORED\r\nVALUE k 0 5\r\nhello\r\nEND\r\n";
    private static final int PAGE_BYTES = 4096;

    private static SystemdMachine machine;

    @BeforeAll
    static void boot() throws Exception {
        machine = SystemdMachine.boot();
        machine.install();
        assertThat(machine.say(HELLO)).as("once it is installed").isEqualTo(HELLO_REPLIES);
    }

    @AfterAll
    static void end() {
        if (machine != null) {
            machine.close();
        }
    }

    @BeforeEach
    void start() throws Exception {
        machine.run("systemctl start ebb");
    }

    @AfterEach
    void stop() throws Exception {
        machine.run("systemctl stop ebb; rm -rf " + DROP_IN);
        machine.options();
        machine.run("systemctl daemon-reload; systemctl reset-failed ebb || true");
    }

    @Test
    void shouldListenWhenItIsStartedAndEndClean() throws Exception {
        assertThat(machine.say(HELLO)).isEqualTo(HELLO_REPLIES);
        machine.run("systemctl reload ebb");
        assertThat(machine.say("get k\\r\\n")).as("after a reload").contains("hello");

        machine.run("systemctl restart ebb");
        assertThat(machine.say("get k\\r\\n")).as("after a restart").isEqualTo("END\r\n");
        machine.run("systemctl stop ebb");
        assertThat(machine.property("Result")).isEqualTo("success");
        assertThat(machine.property("ExecMainStatus")).isEqualTo("0");
        assertThat(machine.journal().strip()).endsWith("ended");
    }

    @Test
    void shouldEndCleanBeforeItListens() throws Exception {
        machine.run("systemctl stop ebb && systemctl start --no-block ebb");
        String isJava = "grep -q java /proc/$(systemctl show ebb -P MainPID)/comm";
        await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .until(() -> machine.tried(isJava).getExitCode() == 0);
        machine.run("systemctl stop ebb");
        assertThat(machine.property("Result")).isEqualTo("success");
        assertThat(machine.property("ActiveState")).isEqualTo("inactive");
    }

    @Test
    void shouldHaveMemoryOfDropsAndQuickSockets() throws Exception {
        String journal = machine.journal();
        System.out.println(journal);
        assertThat(journal)
                .contains("region: ", "(cgroup v", "/system.slice/ebb.service)", "ordinary memory: at most")
                .doesNotContain("EMULATED", "(NIO)", "WARN", "JNA", "Exception");
        long limit =
                Long.parseLong(machine.run("cat /sys/fs/cgroup/memory/system.slice/ebb.service/memory.limit_in_bytes"
                                + " /sys/fs/cgroup/system.slice/ebb.service/memory.max 2>/dev/null || true")
                        .strip());
        assertThat(limit).as("MemoryMax").isCloseTo(SystemdMachine.MEMORY_BYTES / 10 * 8, within((long) PAGE_BYTES));
    }

    @Test
    void shouldBeAllowedNothingThatItCanDoWithout() throws Exception {
        String pid = machine.property("MainPID");
        assertThat(machine.run("cat /proc/" + pid + "/status").replace('\t', ' '))
                .contains("CapBnd: 0000000000000000", "CapEff: 0000000000000000", "NoNewPrivs: 1", "Seccomp: 2")
                .contains("Umask: 0077")
                .doesNotContainPattern("Uid: .*\\b0\\b");
        assertThat(machine.run("cat /proc/" + pid + "/oom_score_adj")).isEqualTo("300\n");
        assertThat(machine.run("cat /proc/" + pid + "/limits")).containsPattern("Max core file size +0 +0 ");
        String mounts = machine.run("cut -d ' ' -f 5,6 /proc/" + pid + "/mountinfo");
        assertThat(mounts).contains("/ ro,", "/home ro,", "/proc/sys ro,", "/tmp rw,", "/dev ro,");
    }

    @Test
    void shouldReadSecretThatItsManagerHandsOver() throws Exception {
        machine.run("mkdir -p /etc/ebb && (umask 077 && echo 'only for us' >/etc/ebb/secret)");
        machine.run("mkdir -p " + DROP_IN + " && printf '%s\\n' '[Service]' LoadCredential=secret:/etc/ebb/secret"
                + " Environment=EBB_CLUSTER_SECRET_FILE=%d/secret >" + DROP_IN + "/secret.conf");
        machine.options("EBB_CLUSTER=shop", "EBB_JOIN=127.0.0.1");
        machine.run("systemctl daemon-reload && systemctl restart ebb");
        await().atMost(PATIENCE).until(() -> machine.say("stats cluster\\r\\n").contains("STAT state alone"));
        assertThat(machine.say(HELLO)).isEqualTo(HELLO_REPLIES);
        assertThat(machine.journal()).contains("cluster shop: ").doesNotContain("WARN", "Exception");
    }

    @Test
    void shouldTellWhoStartsItWhatIsWrongAndLeaveItAtThat() throws Exception {
        machine.options("EBB_THREADS=many");
        assertThat(machine.tried("systemctl restart ebb").getExitCode()).isNotZero();
        assertThat(machine.journal()).contains("Invalid value for option '--threads'");
        assertThat(machine.property("ActiveState")).isEqualTo("failed");
    }

    @Test
    void shouldBeStartedAgainWhenItIsKilled() throws Exception {
        String killed = machine.property("MainPID");
        machine.run("kill -9 " + killed);
        await().atMost(PATIENCE)
                .until(() -> machine.property("ActiveState").equals("active")
                        && !machine.property("MainPID").equals(killed));
        assertThat(machine.say(HELLO)).isEqualTo(HELLO_REPLIES);
    }
}
