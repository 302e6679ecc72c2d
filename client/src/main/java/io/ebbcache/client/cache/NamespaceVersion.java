package io.ebbcache.client.cache;

import io.ebbcache.client.operation.Backend;
import io.ebbcache.client.operation.CacheException;
import io.ebbcache.client.operation.Expiry;
import io.ebbcache.client.operation.Outcome;
import io.ebbcache.client.operation.Reply;
import io.ebbcache.client.operation.Request;
import io.ebbcache.client.operation.Verb;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * The item that holds the version of a namespace. Its versions are never changed, only removed and made anew, and only by add: so all
 * clients agree on the one that was stored, and a request that is sent twice, or comes late, cannot bring an old one back. A version is the
 * time and something random: one that was lost is never made again.
 */
final class NamespaceVersion {
    private static final int LONGEST = 32;
    private static final int MOST_TRIES = 10;

    private final Backend backend;
    private final byte[] key;

    NamespaceVersion(Backend backend, byte[] key) {
        this.backend = backend;
        this.key = key;
    }

    /** The present one; made if there is none. */
    CompletableFuture<String> read() {
        return read(MOST_TRIES);
    }

    /** Leaves none: whoever asks next makes another. */
    CompletableFuture<Void> remove() {
        return backend.execute(Request.delete(key)).thenAccept(reply -> {});
    }

    private CompletableFuture<String> read(int tries) {
        return backend.execute(Request.get(key))
                .thenCompose(reply -> reply.isDone() ? CompletableFuture.completedFuture(text(reply)) : make(tries));
    }

    private CompletableFuture<String> make(int tries) {
        String fresh = fresh();
        byte[] bytes = fresh.getBytes(StandardCharsets.US_ASCII);
        return backend.execute(Request.store(Verb.ADD, key, 0, bytes, Expiry.NEVER))
                .thenCompose(reply -> {
                    if (reply.outcome() == Outcome.DONE) {
                        return CompletableFuture.completedFuture(fresh);
                    }
                    return tries > 1
                            ? read(tries - 1)
                            : CompletableFuture.failedFuture(failure("comes and goes, there is no room for it"));
                });
    }

    private String text(Reply reply) {
        String text = new String(reply.value(), StandardCharsets.US_ASCII);
        if (text.isEmpty() || text.length() > LONGEST || !text.chars().allMatch(Character::isLetterOrDigit)) {
            throw failure("is no version of a namespace");
        }
        return text;
    }

    private CacheException failure(String what) {
        return new CacheException("the item " + new String(key, StandardCharsets.UTF_8) + " " + what);
    }

    private static String fresh() {
        Instant now = Instant.now();
        long micros = TimeUnit.SECONDS.toMicros(now.getEpochSecond()) + TimeUnit.NANOSECONDS.toMicros(now.getNano());
        long random = ThreadLocalRandom.current().nextLong(1L << 32);
        return Long.toString(micros, Character.MAX_RADIX) + Long.toString(random, Character.MAX_RADIX);
    }
}
