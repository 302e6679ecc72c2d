package io.ebbcache.client.routing;

import io.ebbcache.client.operation.Backend;
import io.ebbcache.client.operation.Reply;
import io.ebbcache.client.operation.Request;
import io.ebbcache.client.operation.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The same items in several zones: all are written, the near one is read, the next one if that fails or has nothing.
 *
 * <p>A write succeeds when every zone has done it, and otherwise fails: then zones may differ. What depends on the item that is there (add,
 * replace, cas, append, counters) is decided by the near zone, and the others follow. Zones are not in step beyond that: writers in two zones who
 * change one key at the same time may leave it different.
 */
final class Replicas implements Backend {
    private final List<? extends Backend> zones;
    private final boolean readOnMiss;

    /**
     * Over these zones.
     *
     * @param zones the near one first
     * @param readOnMiss whether what the near zone does not have is looked for in the others
     */
    Replicas(List<? extends Backend> zones, boolean readOnMiss) {
        this.zones = List.copyOf(zones);
        this.readOnMiss = readOnMiss;
    }

    @Override
    public CompletableFuture<Reply> execute(Request request) {
        return switch (request.verb()) {
            case GET -> read(request, 0);
            case SET, GET_AND_TOUCH, TOUCH, INVALIDATE -> everywhere(request);
            case DELETE -> request.cas() == 0 ? everywhere(request) : near(request);
            case ADD, REPLACE, CAS -> nearThenOthers(request, asSet(request));
            case APPEND, PREPEND, INCREMENT, DECREMENT -> nearThenOthers(request, request);
            case RELAY -> near(request);
        };
    }

    private CompletableFuture<Reply> near(Request request) {
        return zones.get(0).execute(request);
    }

    private CompletableFuture<Reply> read(Request request, int zone) {
        CompletableFuture<Reply> here = zones.get(zone).execute(request);
        if (zone + 1 == zones.size()) {
            return here;
        }
        return here.handle((reply, failure) ->
                        reply == null || (readOnMiss && !reply.isDone()) ? read(request, zone + 1) : here)
                .thenCompose(next -> next);
    }

    private CompletableFuture<Reply> everywhere(Request request) {
        return near(request).thenCombine(others(request), (reply, all) -> reply);
    }

    private CompletableFuture<Reply> nearThenOthers(Request request, Request following) {
        return near(request)
                .thenCompose(reply -> reply.isDone()
                        ? others(following).thenApply(all -> reply)
                        : CompletableFuture.completedFuture(reply));
    }

    private CompletableFuture<Void> others(Request request) {
        List<CompletableFuture<Reply>> replies = new ArrayList<>();
        for (Backend zone : zones.subList(1, zones.size())) {
            replies.add(zone.execute(request));
        }
        return CompletableFuture.allOf(replies.toArray(CompletableFuture[]::new));
    }

    private static Request asSet(Request request) {
        byte[] value = request.value();
        return Request.store(
                Verb.SET, request.key(), request.flags(), value == null ? new byte[0] : value, request.expiry());
    }

    @Override
    public CompletableFuture<Void> flush() {
        return CompletableFuture.allOf(zones.stream().map(Backend::flush).toArray(CompletableFuture[]::new));
    }

    @Override
    public void close() {
        zones.forEach(Backend::close);
    }
}
