package io.ebbcache.server.doctor;

import io.ebbcache.region.mapping.RegionKind;
import io.ebbcache.server.figures.Figures;
import io.ebbcache.store.pressure.GroupLimit;
import io.ebbcache.store.pressure.MemoryHeadroom;
import io.ebbcache.store.pressure.MemoryLimit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** How much memory there is, who limits it, and what the kernel does with it. */
final class MemoryChecks {
    private static final String THP_FILE = "/sys/kernel/mm/transparent_hugepage/enabled";
    private static final String NEVER_MORE_THAN_THERE_IS = "2";

    /** With less than one part in so many of the limit the cache will be small. */
    private static final long LITTLE_DIVISOR = 10;

    private final Machine machine;
    private final RegionKind kind;
    private final List<GroupLimit> groups;

    MemoryChecks(Machine machine, RegionKind kind) {
        this.machine = machine;
        this.kind = kind;
        this.groups = GroupLimit.chain(machine.root());
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>(List.of(cgroup(), available(), swap(), pressure()));
        hugePages().ifPresent(findings::add);
        overcommit().ifPresent(findings::add);
        return findings;
    }

    private Finding cgroup() {
        if (groups.isEmpty()) {
            return Finding.ok("cgroup", "none with memory: only the machine is a limit");
        }
        List<GroupLimit> told = groups.stream()
                .filter(group -> group.limitBytes() != GroupLimit.NONE || group.equals(groups.get(0)))
                .toList();
        String others = told.size() < groups.size() ? "; no limit in " + (groups.size() - told.size()) + " above" : "";
        return Finding.ok("cgroup", told.stream().map(MemoryChecks::text).collect(Collectors.joining("; ")) + others);
    }

    private static String text(GroupLimit group) {
        String limit = group.limitBytes() == GroupLimit.NONE ? "no limit" : Figures.bytes(group.limitBytes());
        return group.name() + ": " + limit
                + (group.usedBytes() < 0 ? "" : ", " + Figures.bytes(group.usedBytes()) + " used");
    }

    private Finding available() {
        MemoryLimit limit = MemoryLimit.of(machine.root());
        try (MemoryHeadroom headroom = MemoryHeadroom.of(machine.root())) {
            long bytes = headroom.availableBytes();
            String found =
                    "%s of %s (%s)".formatted(Figures.bytes(bytes), Figures.bytes(limit.bytes()), limit.source());
            return bytes >= limit.bytes() / LITTLE_DIVISOR
                    ? Finding.ok("memory available", found)
                    : Finding.soSo(
                            "memory available",
                            found + ": others have the rest, little is left for values",
                            "raise the limit, or move what needs the memory");
        }
    }

    private Finding swap() {
        long bytes = machine.behind("/proc/meminfo", "SwapTotal:")
                .map(text -> Long.parseLong(text.replaceAll("\\D", "")) << 10)
                .orElse(0L);
        if (bytes == 0) {
            return Finding.ok("swap", "none, and none is needed");
        }
        return Finding.soSo(
                "swap",
                Figures.bytes(bytes) + ": values never go there, but index and heap may, and slow everything down",
                "swapoff -a, or MemorySwapMax=0 (memory.swap.max) for Ebb's cgroup");
    }

    private Finding pressure() {
        String topic = "pressure (PSI)";
        boolean inMachine = machine.line("/proc/pressure/memory").isPresent();
        if (groups.stream().anyMatch(GroupLimit::tellsStalls)) {
            return Finding.ok(topic, "told for Ebb's own cgroup");
        }
        return inMachine
                ? Finding.ok(topic, "told for the whole machine (its cgroup tells nothing)")
                : Finding.soSo(
                        topic,
                        "not told: Ebb gives way by what is free alone, not by who waits",
                        "boot the kernel with psi=1");
    }

    private Optional<Finding> hugePages() {
        String topic = "huge pages (THP)";
        return machine.line(THP_FILE)
                .map(line -> line.replaceAll(".*\\[(.*)].*", "$1"))
                .map(setting -> setting.equals("always")
                        ? Finding.soSo(
                                topic,
                                "always: values opt out, but heap and index may take more than they need",
                                "echo madvise > " + THP_FILE)
                        : Finding.ok(topic, setting));
    }

    /** Droppable memory is never counted as promised, other kinds are where the kernel promises no more than there is. */
    private Optional<Finding> overcommit() {
        String topic = "overcommit";
        return machine.line("/proc/sys/vm/overcommit_memory").map(mode -> {
            boolean strict = mode.equals(NEVER_MORE_THAN_THERE_IS);
            if (strict && kind != RegionKind.DROPPABLE) {
                return Finding.soSo(
                        topic,
                        "2: all that Ebb maps for values counts as promised, used or not",
                        "vm.overcommit_memory=0, or -m below what CommitLimit in /proc/meminfo leaves");
            }
            return Finding.ok(topic, mode + (strict ? ": droppable memory does not count" : ""));
        });
    }
}
