package io.ebbcache.client.cache;

import io.ebbcache.client.operation.Backend;
import io.ebbcache.client.operation.CacheException;
import io.ebbcache.client.operation.Expiry;
import io.ebbcache.client.operation.RefusedException;
import io.ebbcache.client.operation.Reply;
import io.ebbcache.client.operation.Request;
import io.ebbcache.client.operation.UnsupportedRequestException;
import io.ebbcache.client.operation.Verb;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A small memcached: what it does to one key, with claims, CAS numbers and expiry by a clock that stands still. */
public final class InMemoryBackend implements Backend {
    private static final long THIRTY_DAYS = 30L * 24 * 60 * 60;

    private final Map<String, Item> items = new HashMap<>();
    private final List<Request> asked = new ArrayList<>();
    private final AtomicLong second = new AtomicLong(1_800_000_000);
    private boolean meta = true;
    private long lastCas;
    private Predicate<Request> failing = request -> false;
    private UnaryOperator<CompletableFuture<Reply>> delivery = UnaryOperator.identity();

    private static final class Item {
        byte[] value;
        int flags;
        long end;
        long cas;
        boolean stale;
        boolean claimed;

        Item(byte[] value, int flags, long end, long cas) {
            this.value = value;
            this.flags = flags;
            this.end = end;
            this.cas = cas;
        }
    }

    /** It knows the text protocol only from now on. */
    synchronized void withoutMeta() {
        meta = false;
    }

    /** These requests fail from now on. */
    synchronized void fail(Predicate<Request> which) {
        failing = which;
    }

    /** How replies come from now on. */
    synchronized void deliver(UnaryOperator<CompletableFuture<Reply>> how) {
        delivery = how;
    }

    void pass(long seconds) {
        second.addAndGet(seconds);
    }

    /** As an eviction does. */
    synchronized void lose(String key) {
        items.remove(key);
    }

    /** What lies there, as text. */
    synchronized String text(String key) {
        Item item = present(key);
        return item == null ? "nothing" : new String(item.value, StandardCharsets.UTF_8);
    }

    synchronized long secondsLeft(String key) {
        Item item = present(key);
        return item == null ? -1 : item.end == Long.MAX_VALUE ? Long.MAX_VALUE : item.end - second.get();
    }

    synchronized List<String> keys() {
        return items.keySet().stream().sorted().toList();
    }

    /** The requests since the last call of this. */
    synchronized List<Verb> takeAsked() {
        List<Verb> verbs = asked.stream().map(Request::verb).toList();
        asked.clear();
        return verbs;
    }

    @Override
    public CompletableFuture<Reply> execute(Request request) {
        CompletableFuture<Reply> reply;
        UnaryOperator<CompletableFuture<Reply>> how;
        synchronized (this) {
            asked.add(request);
            how = delivery;
            try {
                if (failing.test(request)) {
                    throw new CacheException("the node is away");
                }
                reply = CompletableFuture.completedFuture(answer(request));
            } catch (CacheException e) {
                reply = CompletableFuture.failedFuture(e);
            }
        }
        return how.apply(reply);
    }

    private Reply answer(Request request) {
        String key = new String(request.key(), StandardCharsets.ISO_8859_1);
        Item item = present(key);
        if (!meta && (request.initial() != null || (request.verb() == Verb.DELETE && request.cas() != 0))) {
            throw new UnsupportedRequestException("no meta protocol here");
        }
        return switch (request.verb()) {
            case GET -> get(key, item, request);
            case GET_AND_TOUCH -> {
                if (item != null) {
                    item.end = end(request.expiry());
                }
                yield read(item, 0);
            }
            case TOUCH ->
                onPresent(item, there -> {
                    there.end = end(request.expiry());
                    return Reply.DONE;
                });
            case SET -> put(key, request);
            case ADD -> item == null ? put(key, request) : Reply.NOT_STORED;
            case REPLACE -> item == null ? Reply.NOT_STORED : put(key, request);
            case APPEND -> item == null ? Reply.NOT_STORED : extend(item, item.value, stored(request));
            case PREPEND -> item == null ? Reply.NOT_STORED : extend(item, stored(request), item.value);
            case CAS -> onPresent(item, there -> there.cas == request.cas() ? put(key, request) : Reply.EXISTS);
            case DELETE ->
                onPresent(item, there -> {
                    if (request.cas() != 0 && request.cas() != there.cas) {
                        return Reply.EXISTS;
                    }
                    items.remove(key);
                    return Reply.DONE;
                });
            case INVALIDATE ->
                onPresent(item, there -> {
                    if (!meta) {
                        items.remove(key);
                        return Reply.DONE;
                    }
                    there.stale = true;
                    there.claimed = false;
                    there.cas = ++lastCas;
                    there.end = end(request.expiry());
                    return Reply.DONE;
                });
            case INCREMENT, DECREMENT -> count(key, item, request);
            case RELAY -> throw new UnsupportedRequestException("nothing is passed on here");
        };
    }

    private Reply get(String key, @Nullable Item item, Request request) {
        Request.Claim claim = meta ? request.claim() : null;
        if (item == null && claim != null) {
            Item made = new Item(new byte[0], 0, end(claim.vivifySeconds()), ++lastCas);
            made.claimed = true;
            items.put(key, made);
            return Reply.found(made.value, 0, made.cas, true, false, false);
        }
        return read(item, claim == null ? 0 : claim.recacheSeconds());
    }

    private Reply read(@Nullable Item item, long recacheSeconds) {
        return onPresent(item, there -> {
            boolean endsSoon = there.end != Long.MAX_VALUE && there.end - second.get() < recacheSeconds;
            boolean before = there.claimed;
            boolean won = meta && !before && (there.stale || endsSoon);
            there.claimed |= won;
            return Reply.found(there.value, there.flags, there.cas, won, there.stale, meta && before);
        });
    }

    private Reply put(String key, Request request) {
        Item item = new Item(stored(request), request.flags(), end(request.expiry()), ++lastCas);
        items.put(key, item);
        return Reply.stored(item.cas);
    }

    private Reply extend(Item item, byte[] first, byte[] second) {
        byte[] both = new byte[first.length + second.length];
        System.arraycopy(first, 0, both, 0, first.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        item.value = both;
        item.cas = ++lastCas;
        return Reply.stored(item.cas);
    }

    private Reply count(String key, @Nullable Item item, Request request) {
        Long initial = request.initial();
        if (item == null && initial != null) {
            byte[] digits = Long.toUnsignedString(initial).getBytes(StandardCharsets.US_ASCII);
            items.put(key, new Item(digits, 0, end(request.expiry()), ++lastCas));
            return Reply.counted(initial);
        }
        return onPresent(item, there -> {
            String text = new String(there.value, StandardCharsets.US_ASCII).trim();
            if (!text.matches("[0-9]{1,20}")) {
                throw new RefusedException("cannot increment or decrement non-numeric value");
            }
            long before = Long.parseUnsignedLong(text);
            long less = Long.compareUnsigned(before, request.delta()) < 0 ? 0 : before - request.delta();
            long after = request.verb() == Verb.INCREMENT ? before + request.delta() : less;
            there.value = Long.toUnsignedString(after).getBytes(StandardCharsets.US_ASCII);
            there.cas = ++lastCas;
            return Reply.counted(after);
        });
    }

    private static Reply onPresent(@Nullable Item item, Function<Item, Reply> what) {
        return item == null ? Reply.NOT_FOUND : what.apply(item);
    }

    private @Nullable Item present(String key) {
        Item item = items.get(key);
        if (item != null && item.end <= second.get()) {
            items.remove(key);
            return null;
        }
        return item;
    }

    private long end(long expiry) {
        if (expiry == Expiry.NEVER) {
            return Long.MAX_VALUE;
        }
        return expiry > THIRTY_DAYS ? expiry : second.get() + expiry;
    }

    private static byte[] stored(Request request) {
        return Objects.requireNonNull(request.value());
    }

    @Override
    public synchronized CompletableFuture<Void> flush() {
        items.clear();
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void close() {}
}
