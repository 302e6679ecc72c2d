package io.ebbcache.bench.faults;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/** All clients of a cluster, the same number at each node. */
final class Load implements AutoCloseable {
    private static final double NANOS_A_SECOND = 1e9;

    private final FaultsPlan plan;
    private final Oracle oracle;
    private final Recorder recorder;
    private final SplittableRandom random;
    private final List<LoadClient> clients = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    Load(FaultsPlan plan, Recorder recorder) {
        this.plan = plan;
        this.recorder = recorder;
        this.oracle = new Oracle(plan.traffic().keys(), plan.traffic().valueBytes());
        this.random = new SplittableRandom(plan.seed());
    }

    /** Begins to ask a node. One that joins later gets as much as the others, on top. */
    void begin(String node, InetSocketAddress address) {
        int connections = plan.traffic().connections();
        double perSecond = plan.traffic().rate() / plan.nodes().count() / connections;
        for (int i = 0; i < connections; i++) {
            LoadClient client =
                    new LoadClient(node, address, plan.traffic(), oracle, recorder, random.split(), Math.max(1, (long)
                            (NANOS_A_SECOND / perSecond)));
            Thread thread = new Thread(client, "client-of-" + node);
            thread.setDaemon(true);
            clients.add(client);
            threads.add(thread);
            thread.start();
        }
    }

    /** Returns when the last answer has come, or was given up. */
    @Override
    public void close() {
        clients.forEach(LoadClient::end);
        threads.forEach(LockSupport::unpark); // who waits for his next time
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
