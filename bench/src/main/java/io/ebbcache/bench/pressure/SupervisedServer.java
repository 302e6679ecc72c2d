package io.ebbcache.bench.pressure;

import io.ebbcache.bench.process.ServerKind;
import io.ebbcache.bench.process.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A server that is started again whenever it is dead, as an operator's machine would do it. */
final class SupervisedServer implements AutoCloseable {
    /** The default of both servers; memcached counts some of its own files too. */
    private static final int MOST_CONNECTIONS = 1024;

    private static final int MIB_SHIFT = 20;

    private final ServerKind kind;
    private final PressurePlan plan;
    private final UnaryOperator<List<String>> around;
    private CompletableFuture<ServerProcess> start;
    private @Nullable Running running;
    private Losses formerLosses = Losses.NONE;
    private int kills;
    private int otherEnds;

    /** One that listens; what it took before it had anything to do is not counted as items. */
    private record Running(ServerProcess process, ServerStats stats, long emptyBytes) {}

    /**
     * Begins to start it.
     *
     * @param around what to make of the command line: run it in a cgroup
     */
    SupervisedServer(ServerKind kind, PressurePlan plan, UnaryOperator<List<String>> around) {
        this.kind = kind;
        this.plan = plan;
        this.around = around;
        this.start = start();
    }

    /** Where it listens; empty while it starts. Starts it again if it has ended. */
    Optional<InetSocketAddress> address() throws IOException {
        Running current = running;
        if (current != null && !current.process.isAlive()) {
            count(current.process.wasKilled());
            letGo(current);
            start = start();
        }
        if (running == null && start.isDone()) {
            adopt();
        }
        return Optional.ofNullable(running).map(each -> each.process.address());
    }

    /** Waits until it listens. */
    InetSocketAddress awaitAddress() throws IOException {
        Optional<InetSocketAddress> address = address();
        if (address.isEmpty()) {
            try {
                start.join();
            } catch (CompletionException e) {
                throw new IOException(kind + " cannot be started: " + e.getMessage(), e);
            }
            address = address();
        }
        return address.orElseThrow(() -> new IOException(kind + " was killed while it started"));
    }

    /** Whether it is there, as far as is known. */
    boolean isUp() {
        Running current = running;
        return current != null && current.process.isAlive();
    }

    /** Waits a little for its end: connections break before a process is gone. */
    boolean endsWithin(Duration patience) throws InterruptedException {
        Running current = running;
        return current == null || current.process.endsWithin(patience);
    }

    /** Resident memory that holds items: what the kernel may take back, or else all that it took since it listens. */
    long cacheBytes() {
        Running current = running;
        if (current == null) {
            return 0;
        }
        try {
            long bytes = current.process.memory().bytes() - current.emptyBytes;
            return kind == ServerKind.EBB ? current.process.memory().freeableBytes() : Math.max(0, bytes);
        } catch (IOException e) {
            return 0; // it has just ended
        }
    }

    Losses losses() {
        Running current = running;
        return current == null ? formerLosses : formerLosses.plus(current.stats.losses());
    }

    /** How often it ended by the signal that the kernel sends who has no memory left. */
    int kills() {
        return kills;
    }

    /** How often it ended otherwise, or did not start. */
    int otherEnds() {
        return otherEnds;
    }

    @Override
    public void close() throws IOException {
        Running current = running;
        if (current != null) {
            letGo(current);
        } else {
            start.handle((process, problem) -> process)
                    .thenAccept(SupervisedServer::end)
                    .join();
        }
    }

    private CompletableFuture<ServerProcess> start() {
        return CompletableFuture.supplyAsync(() -> {
            try {
                // Ebb may have all that its cgroup may have.
                long bytes = kind == ServerKind.EBB
                        ? plan.memory().limitBytes()
                        : plan.memory().memcachedBytes();
                int threads = plan.traffic().serverThreads();
                return ServerProcess.start(kind, threads, (int) (bytes >> MIB_SHIFT), MOST_CONNECTIONS, around);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException("interrupted while " + kind + " started", e);
            }
        });
    }

    private void adopt() throws IOException {
        ServerProcess process;
        try {
            process = start.join();
        } catch (CompletionException e) {
            count(false);
            start = start();
            return;
        }
        try {
            running = new Running(
                    process, ServerStats.of(process.address()), process.memory().bytes());
        } catch (IOException e) {
            process.close(); // it was killed as soon as it listened
            count(process.wasKilled());
            start = start();
        }
    }

    private void letGo(Running current) throws IOException {
        formerLosses = losses();
        running = null;
        current.stats.close();
        current.process.close();
    }

    private void count(boolean killed) {
        if (killed) {
            kills++;
        } else {
            otherEnds++;
        }
    }

    private static void end(@Nullable ServerProcess process) {
        try {
            if (process != null) {
                process.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
