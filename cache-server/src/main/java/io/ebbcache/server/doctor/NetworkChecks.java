package io.ebbcache.server.doctor;

import io.ebbcache.server.figures.Figures;
import io.ebbcache.server.net.Transport;
import java.util.List;
import java.util.Optional;

/** How bytes will be moved, and over how many connections. */
final class NetworkChecks {
    /** Connections that a busy cache may be asked for. */
    private static final long MANY_CONNECTIONS = 10_000;

    /** Connections at a time, unless the server is told otherwise. */
    private static final long DEFAULT_CONNECTIONS = 1_024;

    /** Files of the JVM, its jars, the kernel's files that are kept open, and the event loops. */
    private static final long OTHER_FILES = 100;

    private static final String NOT_RESTRICTED = "0";

    private final Machine machine;
    private final Transports transports;

    /**
     * What works here.
     *
     * @param noIoUring why io_uring cannot be used; empty if it can
     * @param noEpoll the same of epoll
     */
    record Transports(Optional<String> noIoUring, Optional<String> noEpoll) {
        static Transports here() {
            return new Transports(Transport.IO_URING.whyNot(), Transport.EPOLL.whyNot());
        }
    }

    NetworkChecks(Machine machine, Transports transports) {
        this.machine = machine;
        this.transports = transports;
    }

    List<Finding> findings() {
        return List.of(transport(), openFiles());
    }

    private Finding transport() {
        String topic = "network";
        if (transports.noIoUring().isEmpty()) {
            return Finding.ok(topic, "io_uring");
        }
        String reason = "no io_uring: " + transports.noIoUring().get();
        return transports.noEpoll().isEmpty()
                ? Finding.soSo(topic, "epoll (" + reason + ")", adviceForIoUring())
                : Finding.soSo(
                        topic,
                        "NIO, the slowest (" + reason + "; no epoll: "
                                + transports.noEpoll().get() + ")",
                        "is java.io.tmpdir mounted noexec? Is this Linux on x86-64 or arm64?");
    }

    private String adviceForIoUring() {
        Optional<String> disabled = machine.line("/proc/sys/kernel/io_uring_disabled");
        if (disabled.isPresent() && !disabled.get().equals(NOT_RESTRICTED)) {
            return "sysctl kernel.io_uring_disabled=0 allows it; epoll does well too";
        }
        return KernelChecks.isFiltered(machine)
                ? "the container's seccomp profile forbids it (Docker's own since 25): a profile with io_uring_setup,"
                        + " _enter and _register allows it; epoll does well too"
                : "a newer kernel has it; epoll does well too";
    }

    /** The JVM raises the soft limit to the hard one. */
    private Finding openFiles() {
        String topic = "open files";
        String text = machine.behind("/proc/self/limits", "Max open files")
                .map(limits -> limits.split("\\s+", 2)[0])
                .orElse("");
        if (!text.matches("\\d{1,18}")) {
            return Finding.ok(topic, text.isEmpty() ? "the limit is not told" : text);
        }
        long limit = Long.parseLong(text);
        long connections = Math.max(0, limit - OTHER_FILES);
        String found = "%s: room for %s connections".formatted(Figures.count(limit), Figures.count(connections));
        if (connections >= MANY_CONNECTIONS) {
            return Finding.ok(topic, found);
        }
        String advice = "ulimit -n 20000, or LimitNOFILE=20000 in the unit, for 10,000";
        if (connections >= DEFAULT_CONNECTIONS) {
            return Finding.soSo(topic, found, advice);
        }
        return connections > 0
                ? Finding.soSo(topic, found + ", fewer than the 1,024 that -c allows by default", advice)
                : Finding.bad(topic, found, advice);
    }
}
