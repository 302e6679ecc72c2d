package io.ebbcache.server.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which kernel, what stands between it and us, and by what it tells the time. */
final class KernelChecks {
    private static final Pattern RELEASE = Pattern.compile("(\\d+)\\.(\\d+).*");
    private static final int VERSION_STEP = 1_000;
    private static final int DROPPABLE_SINCE = 6 * VERSION_STEP + 11;
    private static final int LAZY_FREE_SINCE = 4 * VERSION_STEP + 5;

    /** Sources that are read without a call into the kernel. */
    private static final Set<String> FAST_CLOCKS =
            Set.of("tsc", "kvm-clock", "arch_sys_counter", "hyperv_clocksource_tsc_page");

    private static final String FILTERED = "2";

    private final Machine machine;

    KernelChecks(Machine machine) {
        this.machine = machine;
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>(List.of(kernel(), container()));
        clock().ifPresent(findings::add);
        return findings;
    }

    /** The number tells only what to expect; the memory itself is tried. */
    private Finding kernel() {
        String topic = "kernel";
        Optional<String> release = machine.line("/proc/sys/kernel/osrelease");
        Matcher number = RELEASE.matcher(release.orElse(""));
        if (!number.matches()) {
            return Finding.soSo(topic, "no Linux: values will lie in emulated memory", "run it on Linux 6.11 or newer");
        }
        int version = Integer.parseInt(number.group(1)) * VERSION_STEP + Integer.parseInt(number.group(2));
        String name = "Linux " + release.get();
        if (version >= DROPPABLE_SINCE) {
            return Finding.ok(topic, name);
        }
        return version >= LAZY_FREE_SINCE
                ? Finding.soSo(topic, name + " has no droppable memory, but lazily freed", "6.11 or newer has it")
                : Finding.soSo(topic, name + " has no memory that it takes back", "6.11 or newer has it");
    }

    private Finding container() {
        String found = containerKind()
                .map(kind -> "yes, " + kind)
                .orElse("none found: this is the machine itself, or looks like it");
        return Finding.ok(
                "container", found + (isFiltered(machine) ? "; a seccomp filter is on" : "; no seccomp filter"));
    }

    private Optional<String> containerKind() {
        if (machine.environment().containsKey("KUBERNETES_SERVICE_HOST")) {
            return Optional.of("in Kubernetes");
        }
        if (machine.has("/.dockerenv")) {
            return Optional.of("Docker");
        }
        if (machine.has("/run/.containerenv")) {
            return Optional.of("Podman");
        }
        return Optional.ofNullable(machine.environment().get("container"));
    }

    /** Whether system calls of this process are filtered. */
    static boolean isFiltered(Machine machine) {
        return machine.behind("/proc/self/status", "Seccomp:")
                .filter(FILTERED::equals)
                .isPresent();
    }

    private Optional<Finding> clock() {
        String topic = "clock source";
        return machine.line("/sys/devices/system/clocksource/clocksource0/current_clocksource")
                .map(source -> FAST_CLOCKS.contains(source)
                        ? Finding.ok(topic, source)
                        : Finding.soSo(
                                topic,
                                source + ": each look at the clock may be a call into the kernel",
                                "see available_clocksource beside it; tsc is the fastest"));
    }
}
