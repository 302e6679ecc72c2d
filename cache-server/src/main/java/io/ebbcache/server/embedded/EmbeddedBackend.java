package io.ebbcache.server.embedded;

import io.ebbcache.client.operation.Backend;
import io.ebbcache.client.operation.ClosedClientException;
import io.ebbcache.client.operation.Reply;
import io.ebbcache.client.operation.Request;
import io.ebbcache.server.command.Commands;
import io.ebbcache.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Carries requests out at once. A lane is for one thread at a time: a thread takes the one that it usually takes, or another one that is
 * free, and waits only if all are busy. Lanes do not wait for each other where they read.
 */
final class EmbeddedBackend implements Backend {
    private final Store store;
    private final List<Stripe> stripes = new ArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    private record Stripe(ReentrantLock lock, EmbeddedLane lane) {}

    EmbeddedBackend(Store store, Supplier<Commands> lanes) {
        this.store = store;
        for (int i = 0; i < store.config().lanes(); i++) {
            stripes.add(new Stripe(new ReentrantLock(), new EmbeddedLane(lanes.get())));
        }
    }

    @Override
    public CompletableFuture<Reply> execute(Request request) {
        Stripe stripe = take();
        try {
            if (closed.get()) {
                return CompletableFuture.failedFuture(new ClosedClientException("the embedded cache is closed"));
            }
            return CompletableFuture.completedFuture(stripe.lane.execute(request));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        } finally {
            stripe.lock.unlock();
        }
    }

    @Override
    public CompletableFuture<Void> flush() {
        Stripe stripe = take();
        try {
            if (closed.get()) {
                return CompletableFuture.failedFuture(new ClosedClientException("the embedded cache is closed"));
            }
            stripe.lane.flush();
            return CompletableFuture.completedFuture(null);
        } finally {
            stripe.lock.unlock();
        }
    }

    /** A stripe whose lock this thread has now. */
    private Stripe take() {
        int count = stripes.size();
        int own = (int) (Thread.currentThread().getId() % count);
        for (int i = 0; i < count; i++) {
            Stripe stripe = stripes.get((own + i) % count);
            if (stripe.lock.tryLock()) {
                return stripe;
            }
        }
        Stripe stripe = stripes.get(own);
        stripe.lock.lock();
        return stripe;
    }

    /** Not while a lane is in use: it would read memory that is no longer there. */
    @Override
    public void close() {
        stripes.forEach(stripe -> stripe.lock.lock());
        try {
            if (closed.compareAndSet(false, true)) {
                stripes.forEach(stripe -> stripe.lane.close());
                store.close();
            }
        } finally {
            stripes.forEach(stripe -> stripe.lock.unlock());
        }
    }
}
