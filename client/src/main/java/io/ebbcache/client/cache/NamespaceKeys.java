package io.ebbcache.client.cache;

import io.ebbcache.client.operation.Backend;
import io.ebbcache.client.operation.Keys;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/** Keys behind a name and a version, which is kept for a while. Names may lie in names. */
final class NamespaceKeys implements KeySpace {
    private final Backend backend;
    private final KeySpace outer;
    private final String name;
    private final long freshNanos;
    private final LongSupplier nanos;

    /** Guarded by this. It is set before it is asked for: who asks after a version was forgotten never gets one from before. */
    private Known known = Known.nothing();

    /**
     * What was asked for last.
     *
     * @param outside the prefix of the outer keys that it lies in
     * @param prefix not there yet while it is asked for
     * @param sinceNanos when it was asked for
     */
    private record Known(String outside, CompletableFuture<String> prefix, long sinceNanos) {

        static Known nothing() {
            return new Known("", CompletableFuture.failedFuture(new IllegalStateException("not asked for")), 0);
        }

        boolean isOf(String otherOutside) {
            return outside.equals(otherOutside) && !prefix.isCompletedExceptionally();
        }
    }

    NamespaceKeys(Backend backend, KeySpace outer, String name, Duration freshness, LongSupplier nanos) {
        this.backend = backend;
        this.outer = outer;
        this.name = name;
        this.freshNanos = freshness.toNanos();
        this.nanos = nanos;
    }

    @Override
    public CompletableFuture<String> prefix() {
        return outer.prefix().thenCompose(this::prefix);
    }

    private CompletableFuture<String> prefix(String outside) {
        NamespaceVersion version = version(outside);
        Known next;
        synchronized (this) {
            long now = nanos.getAsLong();
            if (known.isOf(outside) && now - known.sinceNanos < freshNanos) {
                return known.prefix;
            }
            next = new Known(outside, new CompletableFuture<>(), now);
            known = next;
        }
        ask(version, next);
        return next.prefix;
    }

    private void ask(NamespaceVersion version, Known asked) {
        CompletableFuture.completedFuture(version)
                .thenCompose(NamespaceVersion::read)
                .whenComplete((text, failure) -> {
                    if (failure == null) {
                        asked.prefix.complete(asked.outside + name + ":" + text + ":");
                    } else {
                        asked.prefix.completeExceptionally(Failures.cause(failure));
                    }
                });
    }

    @Override
    public CompletableFuture<Void> clear() {
        return outer.prefix()
                .thenCompose(outside -> version(outside).remove())
                .whenComplete((done, failure) -> forget());
    }

    private synchronized void forget() {
        known = Known.nothing();
    }

    private NamespaceVersion version(String outside) {
        return new NamespaceVersion(backend, Keys.encode(outside + name + ":version"));
    }
}
