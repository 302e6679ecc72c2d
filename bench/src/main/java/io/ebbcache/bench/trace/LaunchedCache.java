package io.ebbcache.bench.trace;

import io.ebbcache.bench.process.ServerProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A server that was started for this replay, and the connection to it. */
final class LaunchedCache implements ReplayedCache {

    private final ServerProcess server;
    private final ServerCache connection;

    LaunchedCache(Items items, ItemValues values, ServerProcess server) throws IOException {
        this.server = server;
        this.connection = new ServerCache(items, values, server.address());
    }

    @Override
    public boolean request(int item) {
        return connection.request(item);
    }

    @Override
    public long takenBytes() throws IOException {
        return Long.parseLong(connection.statistics("stats slabs").getOrDefault("total_malloced", "0"));
    }

    @Override
    public List<String> remarks() throws IOException {
        List<String> remarks = new ArrayList<>();
        Map<String, String> statistics = connection.statistics("stats");
        for (String refusal : List.of("store_too_large", "store_no_memory")) {
            String count = statistics.getOrDefault(refusal, "0");
            if (!count.equals("0")) {
                remarks.add("the server has not stored " + count + " values (" + refusal + ")");
            }
        }
        return remarks;
    }

    @Override
    public void close() throws IOException {
        connection.close();
        server.close();
    }
}
