package io.ebbcache.server.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ebbcache.server.net.ClientCertificates;
import io.ebbcache.server.net.NetConfig;
import io.ebbcache.server.net.TlsConfig;
import io.ebbcache.server.net.TlsEngine;
import io.ebbcache.store.StoreConfig;
import io.ebbcache.store.pressure.MemoryLimit;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MemoryPlanTest {
    private static final long MIB = ByteSize.MIB;
    private static final int ITEM_BYTES = 1 << 20;
    private static final MemoryLimit CONTAINER = new MemoryLimit(256 * MIB, "cgroup v2 /box");
    private static final MemoryLimit MACHINE = new MemoryLimit(24 * ByteSize.GIB + 1, "machine");

    private static final MemoryLimit CONTAINER_OF_1_GIB = new MemoryLimit(ByteSize.GIB, "cgroup v2 /box");

    /** The flags of the launcher. */
    private static final JvmBounds JVM = new JvmBounds(32 * MIB, 32 * MIB, 24 * MIB, 1024 * MIB, 512 * ByteSize.KIB);

    private static final List<MemoryPlan.Part> FORWARDING =
            List.of(new MemoryPlan.Part("forwarded values", 16 * MIB), new MemoryPlan.Part("hot copies", 4 * MIB));

    @Test
    void shouldFitContainerOf256MiB() {
        MemoryPlan plan = plan(CONTAINER, Optional.empty());
        assertThat(plan.limitBytes()).isEqualTo(plan.capacityBytes()).isEqualTo(256 * MIB);
        assertThat(plan.limitSource()).isEqualTo("cgroup v2 /box");
        assertThat(plan.net().memory().requestBytes()).isBetween(15 * MIB, 16 * MIB);
        assertThat(plan.net().memory().replyBytes()).isBetween(15 * MIB, 16 * MIB);
        assertThat(plan.indexBytes()).isBetween(8 * MIB, 64 * MIB);
        assertThat(ordinaryBytes(plan)).isLessThan(240 * MIB);
    }

    @Test
    void shouldUseTheMachineInWholeSegments() {
        MemoryPlan plan = plan(MACHINE, Optional.empty());
        assertThat(plan.limitBytes()).isEqualTo(plan.capacityBytes()).isEqualTo(24 * ByteSize.GIB);
        assertThat(plan.limitSource()).isEqualTo("machine");
        assertThat(plan.net().memory().requestBytes()).isEqualTo(64 * MIB);
        assertThat(plan.indexBytes()).isLessThanOrEqualTo(6 * ByteSize.GIB);
    }

    @Test
    void shouldObeyTheOperatorAndLeaveRoomToChangeIt() {
        MemoryPlan plan = plan(MACHINE, Optional.of(new ByteSize(65 * MIB)));
        assertThat(plan.limitBytes()).isEqualTo(64 * MIB);
        assertThat(plan.limitSource()).isEqualTo("as asked for");
        assertThat(plan.capacityBytes()).isEqualTo(24 * ByteSize.GIB);
        assertThat(indexPart(plan)).isEqualTo(16 * MIB);
        assertThat(plan.indexBytes()).isGreaterThan(ByteSize.GIB);
    }

    /** The heap holds the books of all segments that there could ever be. */
    @Test
    void shouldLeaveRoomToGrowOnlyAsFarAsTheHeapHolds() {
        MemoryLimit large = new MemoryLimit(2048 * ByteSize.GIB, "machine");
        MemoryPlan small = plan(large, Optional.of(new ByteSize(64 * MIB)));
        assertThat(small.limitBytes()).isEqualTo(64 * MIB);
        assertThat(small.capacityBytes()).isBetween(16 * ByteSize.GIB, 64 * ByteSize.GIB);
        MemoryPlan all = plan(large, Optional.of(new ByteSize(1024 * ByteSize.GIB)));
        assertThat(all.limitBytes()).isEqualTo(all.capacityBytes()).isEqualTo(1024 * ByteSize.GIB);
    }

    @Test
    void shouldNotExceedTheLimitWhenTheOperatorAsksForMore() {
        MemoryPlan plan = plan(CONTAINER, Optional.of(new ByteSize(ByteSize.GIB)));
        assertThat(plan.limitBytes()).isEqualTo(plan.capacityBytes()).isEqualTo(256 * MIB);
        assertThat(plan.limitSource()).isEqualTo("cgroup v2 /box");
    }

    @Test
    void shouldHoldTwoOfTheLargestItemsInEachBudget() {
        MemoryPlan plan = MemoryPlan.of(MACHINE, Optional.empty(), (int) (100 * MIB), NetConfig.standard(), JVM);
        assertThat(plan.net().memory().requestBytes()).isGreaterThan(200 * MIB);
        assertThat(plan.net().memory().replyBytes()).isGreaterThan(200 * MIB);
    }

    @Test
    void shouldSayWhatIsNeeded() {
        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> plan(new MemoryLimit(128 * MIB, "cgroup v1 /small"), Optional.empty()))
                .withMessageStartingWith("128 MiB (cgroup v1 /small) is too little, ")
                .withMessageContaining("MiB is needed: heap 32 MiB, classes 32 MiB, ");
    }

    @Test
    void shouldStartWithWhatItSaysIsNeeded() {
        String message = refusal(128 * MIB);
        double needed = Double.parseDouble(message.replaceFirst(".*little, ([0-9.]+) MiB is needed.*", "$1"));
        long enough = (long) ((needed + 0.1) * MIB);
        MemoryPlan plan = plan(new MemoryLimit(enough, "cgroup v1 /small"), Optional.empty());
        assertThat(ordinaryBytes(plan)).isLessThan(enough);
        assertThat(refusal(enough - MIB)).isNotEmpty();
    }

    @Test
    void shouldLeaveRoomForValuesUnderAnyLimitItAccepts() {
        for (long limit = 128 * MIB; limit < 1024 * MIB; limit += MIB) {
            if (refusal(limit).isEmpty()) {
                MemoryPlan plan = plan(new MemoryLimit(limit, "cgroup v1 /some"), Optional.empty());
                long values = StoreConfig.minCapacityBytes(ITEM_BYTES, 4);
                assertThat(ordinaryBytes(plan) + values).isLessThanOrEqualTo(limit);
            }
        }
    }

    @Test
    void shouldRefuseLessThanTheLanesNeed() {
        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> plan(MACHINE, Optional.of(new ByteSize(2 * MIB))))
                .withMessage("2 MiB for values are too little: items of up to 1 MiB and 4 threads need 24 MiB");
    }

    @Test
    void shouldRefuseMoreConnectionsThanTheHeapHolds() {
        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> MemoryPlan.of(MACHINE, Optional.empty(), ITEM_BYTES, connections(10_240), JVM))
                .withMessageContaining("EBB_JAVA_OPTS=-Xmx60m");
    }

    /** The JDK's TLS lives on the heap: as many as without it would end the server once they are all there. */
    @Test
    void shouldRefuseMoreTlsConnectionsThanTheHeapHolds() {
        Path file = Path.of("server.pem");
        TlsConfig jdk = new TlsConfig(file, file, Optional.empty(), ClientCertificates.NONE, TlsEngine.JDK);
        assertThat(connections(1024).heapBytes()).isEqualTo(4 * MIB);
        assertThat(connections(1024).with(jdk).heapBytes()).isEqualTo(12 * MIB);
        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> MemoryPlan.of(
                        MACHINE, Optional.empty(), ITEM_BYTES, connections(2048).with(jdk), JVM))
                .withMessageContaining("EBB_JAVA_OPTS=-Xmx44m");
    }

    @Test
    void shouldRefuseMoreConnectionsThanBuffersCanBeHad() {
        JvmBounds largeHeap = new JvmBounds(ByteSize.GIB, 32 * MIB, 24 * MIB, 256 * MIB, ByteSize.MIB);
        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> MemoryPlan.of(MACHINE, Optional.empty(), ITEM_BYTES, connections(10_240), largeHeap))
                .withMessageContaining("this JVM allows 256 MiB: set EBB_JAVA_OPTS=-XX:MaxDirectMemorySize=");
    }

    /** It lies in the heap: it is named there, and not added. */
    @Test
    void shouldNameWhatForwardingTakesOfTheHeap() {
        JvmBounds alone = withHeap(80 * MIB);
        MemoryPlan plan = plan(alone.inCluster(FORWARDING));
        assertThat(plan.ordinaryText())
                .contains("heap 80 MiB (of it forwarded values 16 MiB, hot copies 4 MiB), classes ");
        assertThat(ordinaryBytes(plan)).isEqualTo(ordinaryBytes(plan(alone.inCluster(List.of()))));
        assertThat(plan(alone).ordinaryText()).contains("heap 80 MiB, classes ");
        assertThat(alone.inCluster(FORWARDING).freeHeapBytes(NetConfig.standard()))
                .isEqualTo(alone.freeHeapBytes(NetConfig.standard()) - 20 * MIB);
    }

    @Test
    void shouldRefuseToForwardWhatTheHeapCannotHold() {
        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> plan(withHeap(43 * MIB).inCluster(FORWARDING)))
                .withMessageContaining("EBB_JAVA_OPTS=-Xmx44m");
        assertThat(plan(withHeap(44 * MIB).inCluster(FORWARDING)).limitBytes()).isPositive();
    }

    @Test
    void shouldPlanForForwardingOnlyWhereItIsAskedFor() {
        String all = "(of it forwarded values 16 MiB, hot copies 4 MiB, warm-up marks 2 MiB)";
        Map<String, String> cluster = Map.of("EBB_CLUSTER", "shop", "EBB_NODE_NAME", "a");
        assertThat(planOf(Map.of())).doesNotContain("of it");
        assertThat(planOf(cluster)).doesNotContain("of it");
        Map<String, String> forwarding = new HashMap<>(cluster);
        forwarding.put("EBB_ROUTE", "forward");
        assertThat(planOf(forwarding)).contains(all);
        forwarding.put("EBB_NO_HOT_KEYS", "true");
        assertThat(planOf(forwarding)).contains("(of it forwarded values 16 MiB, warm-up marks 2 MiB)");
    }

    private static String planOf(Map<String, String> environment) {
        return ServeCommand.planFor(new EnvironmentDefaults(environment)).ordinaryText();
    }

    @Test
    void shouldCountTheStackOfTheAdminThread() {
        JvmBounds clustered = withHeap(80 * MIB).inCluster(FORWARDING);
        for (JvmBounds each : List.of(JVM, clustered)) {
            long without = plan(each).bounds().getOrDefault("stacks", 0L);
            assertThat(plan(each.withAdmin()).bounds()).containsEntry("stacks", without + JVM.stack());
        }
        assertThat(clustered.withAdmin().inHeap()).isEqualTo(FORWARDING);
    }

    @Test
    void shouldReadTheFlagsOfThisJvm() {
        JvmBounds here = JvmBounds.ofThisJvm();
        assertThat(here.heap()).isBetween(MIB, 1L << 40);
        assertThat(here.classes()).isPositive();
        assertThat(here.code()).isPositive();
        assertThat(here.direct()).isPositive();
        assertThat(here.stack()).isBetween(100 * ByteSize.KIB, 16 * MIB);
    }

    private static MemoryPlan plan(MemoryLimit limit, Optional<ByteSize> wanted) {
        return MemoryPlan.of(limit, wanted, ITEM_BYTES, NetConfig.standard(), JVM);
    }

    private static MemoryPlan plan(JvmBounds jvm) {
        return MemoryPlan.of(CONTAINER_OF_1_GIB, Optional.empty(), ITEM_BYTES, NetConfig.standard(), jvm);
    }

    private static JvmBounds withHeap(long bytes) {
        return new JvmBounds(bytes, JVM.classes(), JVM.code(), JVM.direct(), JVM.stack());
    }

    private static NetConfig connections(int count) {
        return NetConfig.standard().withMaxConnections(count);
    }

    private static long indexPart(MemoryPlan plan) {
        return plan.ordinary().stream()
                .filter(part -> part.name().equals("index"))
                .mapToLong(MemoryPlan.Part::bytes)
                .sum();
    }

    private static long ordinaryBytes(MemoryPlan plan) {
        return plan.ordinary().stream().mapToLong(MemoryPlan.Part::bytes).sum();
    }

    private static String refusal(long bytes) {
        try {
            plan(new MemoryLimit(bytes, "cgroup v1 /small"), Optional.empty());
            return "";
        } catch (StartException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
