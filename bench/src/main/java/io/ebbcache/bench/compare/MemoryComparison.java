package io.ebbcache.bench.compare;

import io.ebbcache.bench.load.KeyDistribution;
import io.ebbcache.bench.load.LoadPlan;
import io.ebbcache.bench.load.LoadRun;
import io.ebbcache.bench.load.Target;
import io.ebbcache.bench.load.ValueSizes;
import io.ebbcache.bench.load.WireProtocol;
import io.ebbcache.bench.load.Workload;
import io.ebbcache.bench.process.ResidentMemory;
import io.ebbcache.bench.process.ServerKind;
import io.ebbcache.bench.process.ServerProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** Fills fresh servers, and looks what of them is resident. */
final class MemoryComparison {
    private static final int MEMORY_MEBIBYTES = 1024;
    private static final int CONNECTIONS = 8;
    private static final int SPARE_CONNECTIONS = 64;
    private static final int PIPELINE = 16;
    private static final long FILL_BYTES = 256L << 20;
    private static final long MOST_ITEMS = 1_000_000;
    private static final int FIRST_PART = 5;
    private static final int SEED = 1;

    /** Until what was freed is given back and what lies open is sealed. */
    private static final long SETTLE_MILLIS = 2_000;

    private MemoryComparison() {}

    /** One kind of server, each size of values. */
    static Map<ServerKind, List<ItemMemory>> run(List<ServerKind> kinds, List<Integer> valueBytes)
            throws IOException, InterruptedException {
        Map<ServerKind, List<ItemMemory>> all = new EnumMap<>(ServerKind.class);
        for (ServerKind kind : kinds) {
            List<ItemMemory> memory = new ArrayList<>();
            for (int bytes : valueBytes) {
                memory.add(measure(kind, bytes));
            }
            all.put(kind, memory);
        }
        return all;
    }

    private static ItemMemory measure(ServerKind kind, int valueBytes) throws IOException, InterruptedException {
        long items = Math.min(MOST_ITEMS, FILL_BYTES / valueBytes);
        long first = items / FIRST_PART;
        int connections = CONNECTIONS + SPARE_CONNECTIONS;
        try (ServerProcess server =
                ServerProcess.start(kind, 1, MEMORY_MEBIBYTES, connections, UnaryOperator.identity())) {
            Target target = new Target(server.address(), WireProtocol.TEXT, 1, CONNECTIONS, PIPELINE);
            Workload workload = new Workload(
                    KeyDistribution.parse("uniform", items), ValueSizes.fixed(valueBytes), 0, 1, 0, false, false);
            ResidentMemory empty = server.memory();
            try (LoadRun run = LoadRun.connect(new LoadPlan(target, workload, 0, SEED))) {
                run.fill(0, first, stored -> {});
                TimeUnit.MILLISECONDS.sleep(SETTLE_MILLIS);
                ResidentMemory begin = server.memory();
                run.fill(first, items, stored -> {});
                TimeUnit.MILLISECONDS.sleep(SETTLE_MILLIS);
                ResidentMemory end = server.memory();
                double perItem = (double) (end.bytes() - begin.bytes()) / (items - first);
                return new ItemMemory(
                        valueBytes,
                        items,
                        empty.bytes(),
                        end.bytes(),
                        end.freeableBytes(),
                        perItem - valueBytes - Workload.keyBytes());
            }
        }
    }
}
