package io.ebbcache.client.spring;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ebbcache.client.cache.InMemoryBackend;
import io.ebbcache.client.operation.Backend;
import io.ebbcache.client.operation.NodeUnavailableException;
import io.ebbcache.client.operation.Reply;
import io.ebbcache.client.operation.Request;
import io.ebbcache.client.operation.Verb;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** A cache in memory that can be cut off, and answers on a thread of its own if it is told to. */
final class FailingBackend implements Backend {
    private final InMemoryBackend memory = new InMemoryBackend();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private volatile boolean down;
    private volatile boolean elsewhere;

    void cutOff(boolean now) {
        down = now;
    }

    void answerElsewhere() {
        elsewhere = true;
    }

    List<Request> stored() {
        return requests.stream().filter(each -> each.verb() == Verb.SET).toList();
    }

    List<String> storedKeys() {
        return stored().stream().map(each -> new String(each.key(), UTF_8)).toList();
    }

    @Override
    public CompletableFuture<Reply> execute(Request request) {
        requests.add(request);
        if (down) {
            return CompletableFuture.failedFuture(new NodeUnavailableException("cut off"));
        }
        return elsewhere
                ? CompletableFuture.supplyAsync(() -> memory.execute(request)).thenCompose(reply -> reply)
                : memory.execute(request);
    }

    @Override
    public CompletableFuture<Void> flush() {
        return memory.flush();
    }

    @Override
    public void close() {
        memory.close();
    }
}
