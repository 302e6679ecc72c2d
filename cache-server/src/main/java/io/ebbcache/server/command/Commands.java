package io.ebbcache.server.command;

import io.ebbcache.server.hotkeys.HotKeys;
import io.ebbcache.server.hotkeys.KeySampler;
import io.ebbcache.store.Lane;
import io.ebbcache.store.Outcome;
import io.ebbcache.store.StoreConfig;
import io.ebbcache.store.expiry.StoreClock;
import io.ebbcache.store.item.Item;
import io.ebbcache.store.item.Key;
import io.ebbcache.store.item.ValueSource;
import io.ebbcache.store.stats.CounterCells;
import io.ebbcache.store.stats.StoreCounter;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * All commands, for one thread: the only class that calls the store. Keys come as a place in a buffer, results go as a
 * {@link Status} and, for a hit, through an {@link ItemReply}; nothing is allocated for a request.
 */
public class Commands {

    /** The longest key, in bytes. */
    public static final int MAX_KEY_LENGTH = Key.MAX_LENGTH;

    /** The time of a flush that is to happen now. */
    protected static final long AT_ONCE = 0;

    private static final long MEGABYTE = 1024 * 1024;
    private static final long SMALLEST_MEMORY_LIMIT_MEGABYTES = 8;

    private final ServerState state;
    private final CommandConfig config;
    private final Lane lane;
    private final StoreClock clock;
    private final int largestItemBytes;
    private final CounterCells<ServerCounter> cells;
    private final EventLog events;
    private final PrefixStats prefixes;
    private final @Nullable HotKeys hotKeys;
    private final @Nullable KeySampler sampler;
    private final LatencyCells latencies;
    private final CommandTimer timer;

    private final Key key = new Key();
    private final ReceivedValue received = new ReceivedValue();
    private final HeapValue fromElsewhere = new HeapValue();
    private final ReplySink sink = new ReplySink();
    private final SeenItem item;

    /** The number of the connection whose requests are executed. */
    private long client;

    /** What one thread needs for its commands. */
    public static final class Seat {
        private final ServerState state;
        private final Lane lane;
        private final CounterCells<ServerCounter> cells;
        private final LatencyCells latencies;

        Seat(ServerState state, Lane lane, CounterCells<ServerCounter> cells, LatencyCells latencies) {
            this.state = state;
            this.lane = lane;
            this.cells = cells;
            this.latencies = latencies;
        }
    }

    public Commands(Seat seat) {
        this.state = seat.state;
        this.config = state.config();
        this.lane = seat.lane;
        this.cells = seat.cells;
        this.latencies = seat.latencies;
        this.timer = new CommandTimer(latencies);
        this.clock = state.store().clock();
        this.largestItemBytes = state.store().config().maxItemBytes();
        this.events = state.events();
        this.prefixes = state.prefixes();
        this.hotKeys = state.hotKeys();
        this.sampler = hotKeys == null ? null : hotKeys.newSampler();
        this.item = new SeenItem(lane.item(), clock);
    }

    /** What a connection keeps of what it asks other nodes; {@code wake} lets its decoder be called again, by any thread. */
    public RemoteCalls newRemoteCalls(Runnable wake) {
        return RemoteCalls.NONE;
    }

    /** Tells whose requests come next. */
    public void serve(long clientNumber, RemoteCalls calls) {
        client = clientNumber;
    }

    /** The key that is in hand. */
    protected Key wrap(DirectBuffer buffer, int keyOffset, int keyLength) {
        timer.begin();
        return key.wrap(buffer, keyOffset, keyLength);
    }

    /** There was a request of a key: told once of each, as soon as it is known that it will not come again. */
    protected final void asked(DirectBuffer buffer, int keyOffset, int keyLength) {
        if (sampler != null) {
            sampler.asked(buffer, keyOffset, keyLength);
        }
    }

    /** Whether a key takes so large a share of this node's requests that it is worth while to spare some. */
    protected final boolean isHot(DirectBuffer buffer, int keyOffset, int keyLength) {
        return hotKeys != null && hotKeys.isHot(buffer, keyOffset, keyLength);
    }

    /**
     * A key will be asked for with {@link #get} soon: if it has to be fetched from elsewhere, that begins now. False if there is no room for it at the
     * moment, and so for none after it.
     */
    public boolean askFor(DirectBuffer buffer, int keyOffset, int keyLength) {
        return false;
    }

    /** Looks the key up: FOUND, NOT_FOUND or NO_ROOM. */
    public Status get(DirectBuffer buffer, int keyOffset, int keyLength, ItemReply reply) {
        Outcome outcome = lane.get(wrap(buffer, keyOffset, keyLength), sink.to(reply));
        return got(buffer, keyOffset, keyLength, outcome);
    }

    /** Looks the key up and gives the item a new expiry: FOUND, NOT_FOUND or NO_ROOM. */
    public Status getAndTouch(DirectBuffer buffer, int keyOffset, int keyLength, long exptime, ItemReply reply) {
        wrap(buffer, keyOffset, keyLength);
        return got(buffer, keyOffset, keyLength, lane.getAndTouch(key, clock.expiry(exptime), sink.to(reply)));
    }

    /** Looks the key up under terms: FOUND, NOT_FOUND, NO_ROOM, or OUT_OF_MEMORY where an item was to be made. */
    public Status get(DirectBuffer buffer, int keyOffset, int keyLength, RequestTerms terms, ItemReply reply) {
        Outcome outcome = lane.get(wrap(buffer, keyOffset, keyLength), terms.terms(), sink.to(reply));
        return fetched(buffer, keyOffset, keyLength, outcome);
    }

    private Status got(DirectBuffer buffer, int keyOffset, int keyLength, Outcome outcome) {
        if (prefixes.isEnabled() && outcome != Outcome.NO_ROOM) {
            prefixes.got(buffer, keyOffset, keyLength, outcome == Outcome.FOUND);
        }
        return fetched(buffer, keyOffset, keyLength, outcome);
    }

    private Status fetched(DirectBuffer buffer, int keyOffset, int keyLength, Outcome outcome) {
        if (outcome == Outcome.NO_ROOM) {
            return Status.NO_ROOM;
        }
        timer.end(Latency.GET);
        asked(buffer, keyOffset, keyLength);
        if (events.isWatched(EventKind.FETCHERS)) {
            boolean found = outcome == Outcome.FOUND && !lane.item().isMade();
            int valueBytes = found ? lane.item().valueLength() : -1;
            events.fetched(buffer, keyOffset, keyLength, found ? "found" : missWord(), valueBytes, client);
        }
        return Status.of(outcome);
    }

    private String missWord() {
        StoreCounter cause = lane.missCause();
        return cause == StoreCounter.GET_EXPIRED
                ? "expired"
                : cause == StoreCounter.GET_FLUSHED ? "flushed" : "not_found";
    }

    /** Looks at an item without leaving a trace: FOUND or NOT_FOUND. */
    public Status inspect(DirectBuffer buffer, int keyOffset, int keyLength) {
        return Status.of(lane.inspect(wrap(buffer, keyOffset, keyLength)));
    }

    /** Gives the item a new expiry: TOUCHED or NOT_FOUND. */
    public Status touch(DirectBuffer buffer, int keyOffset, int keyLength, long exptime) {
        Outcome outcome = lane.touch(wrap(buffer, keyOffset, keyLength), clock.expiry(exptime));
        return changed(buffer, keyOffset, keyLength, outcome, Latency.TOUCH);
    }

    private Status changed(DirectBuffer buffer, int keyOffset, int keyLength, Outcome outcome, Latency kind) {
        timer.end(kind);
        asked(buffer, keyOffset, keyLength);
        return Status.of(outcome);
    }

    /** Removes the item: DELETED, NOT_FOUND, or EXISTS if {@code cas} is not 0 and another. */
    public Status delete(DirectBuffer buffer, int keyOffset, int keyLength, long cas) {
        if (prefixes.isEnabled()) {
            prefixes.deleted(buffer, keyOffset, keyLength);
        }
        Outcome outcome = lane.delete(wrap(buffer, keyOffset, keyLength), cas);
        return deleted(buffer, keyOffset, keyLength, outcome, "delete");
    }

    /** Removes the item under terms, or leaves it stale or empty: DELETED, NOT_FOUND, EXISTS, OUT_OF_MEMORY. */
    public Status delete(DirectBuffer buffer, int keyOffset, int keyLength, RequestTerms terms) {
        Outcome outcome = lane.delete(wrap(buffer, keyOffset, keyLength), terms.terms());
        return deleted(buffer, keyOffset, keyLength, outcome, "md");
    }

    private Status deleted(DirectBuffer buffer, int keyOffset, int keyLength, Outcome outcome, String command) {
        if (events.isWatched(EventKind.DELETIONS) && outcome == Outcome.DELETED) {
            events.deleted(buffer, keyOffset, keyLength, command, lane.item().valueLength());
        }
        return changed(buffer, keyOffset, keyLength, outcome, Latency.DELETE);
    }

    /** Adds to the number that the item holds, modulo 2^64: STORED, NOT_FOUND, NON_NUMERIC, OUT_OF_MEMORY. */
    public Status increment(DirectBuffer buffer, int keyOffset, int keyLength, long delta) {
        Outcome outcome = lane.increment(wrap(buffer, keyOffset, keyLength), delta);
        return changed(buffer, keyOffset, keyLength, outcome, Latency.ARITHMETIC);
    }

    /** Subtracts from the number that the item holds, down to 0: STORED, NOT_FOUND, NON_NUMERIC, OUT_OF_MEMORY. */
    public Status decrement(DirectBuffer buffer, int keyOffset, int keyLength, long delta) {
        Outcome outcome = lane.decrement(wrap(buffer, keyOffset, keyLength), delta);
        return changed(buffer, keyOffset, keyLength, outcome, Latency.ARITHMETIC);
    }

    /** As {@link #increment(DirectBuffer, int, int, long)}, under terms; EXISTS, too. */
    public Status increment(DirectBuffer buffer, int keyOffset, int keyLength, long delta, RequestTerms terms) {
        Outcome outcome = lane.increment(wrap(buffer, keyOffset, keyLength), delta, terms.terms());
        return changed(buffer, keyOffset, keyLength, outcome, Latency.ARITHMETIC);
    }

    /** As {@link #decrement(DirectBuffer, int, int, long)}, under terms; EXISTS, too. */
    public Status decrement(DirectBuffer buffer, int keyOffset, int keyLength, long delta, RequestTerms terms) {
        Outcome outcome = lane.decrement(wrap(buffer, keyOffset, keyLength), delta, terms.terms());
        return changed(buffer, keyOffset, keyLength, outcome, Latency.ARITHMETIC);
    }

    /** The fields that {@link #item()} shows, for those who know them from elsewhere. */
    protected Item itemFields() {
        return lane.item();
    }

    /** What is known of the item that the last command found or made; during {@link ItemReply#begin}, of the one found. */
    public SeenItem item() {
        return item;
    }

    /** Terms that ask for nothing yet. */
    public RequestTerms newTerms() {
        return new RequestTerms(clock);
    }

    /** What the last increment or decrement made, unsigned. */
    public long number() {
        return lane.number();
    }

    /**
     * Whether the request may bring its value: OK or TOO_LARGE. A set that may not leaves no item behind, so that nobody
     * reads a value that its writer has given up.
     */
    public Status admit(StoreRequest request) {
        long size = (long) request.keyLength() + request.valueLength() + StoreConfig.ITEM_OVERHEAD_BYTES;
        if (size <= largestItemBytes) {
            return Status.OK;
        }
        count(ServerCounter.STORE_TOO_LARGE);
        forgetOld(request);
        return stored(request, Status.TOO_LARGE);
    }

    /** The memory for the request's value cannot be had: OUT_OF_MEMORY, and a set leaves no item behind. */
    public Status refuse(StoreRequest request) {
        count(ServerCounter.REQUESTS_REFUSED);
        forgetOld(request);
        return stored(request, Status.OUT_OF_MEMORY);
    }

    /** Stores a value that lies whole in {@code buffer}: STORED, NOT_STORED, EXISTS, NOT_FOUND, OUT_OF_MEMORY. */
    public Status store(StoreRequest request, DirectBuffer buffer, int valueOffset) {
        return store(request, received.wrap(buffer, valueOffset, request.valueLength()));
    }

    /** Stores a value that came in pieces: STORED, NOT_STORED, EXISTS, NOT_FOUND, OUT_OF_MEMORY. */
    public Status store(StoreRequest request, CollectedValue value) {
        return store(request, (ValueSource) value);
    }

    private Status store(StoreRequest request, ValueSource value) {
        wrap(request.keyBuffer(), request.keyOffset(), request.keyLength());
        long expiry = clock.expiry(request.exptime());
        StoreVerb verb = request.verb();
        RequestTerms terms = request.terms();
        Outcome outcome = terms == null
                ? lane.store(verb.mode(), key, request.flags(), expiry, request.cas(), value)
                : lane.store(verb.mode(), key, request.flags(), expiry, terms.terms(), value);
        timer.end(Latency.STORE);
        if (outcome == Outcome.NO_MEMORY) {
            forgetOld(request);
        }
        boolean grownTooLarge = outcome == Outcome.TOO_LARGE && verb.extendsItem();
        return stored(request, grownTooLarge ? Status.NOT_STORED : Status.of(outcome));
    }

    private Status stored(StoreRequest request, Status status) {
        asked(request.keyBuffer(), request.keyOffset(), request.keyLength());
        if (prefixes.isEnabled() && request.terms() == null) {
            prefixes.set(request.keyBuffer(), request.keyOffset(), request.keyLength());
        }
        if (events.isWatched(EventKind.MUTATIONS)) {
            long left = clock.secondsLeft(clock.expiry(request.exptime()));
            events.stored(request, status, Math.max(0, left), client);
        }
        return status;
    }

    private void forgetOld(StoreRequest request) {
        if (request.isForgetful()) {
            forget(request);
        }
    }

    /** Removes what the request was to replace, and did not. */
    protected void forget(StoreRequest request) {
        lane.forget(wrap(request.keyBuffer(), request.keyOffset(), request.keyLength()));
    }

    /** Adds an item that comes from elsewhere, unless there is one; nobody has asked for that, so it does not count as a command. */
    protected boolean add(DirectBuffer buffer, int keyOffset, int keyLength, int flags, long expiry, byte[] value) {
        Key wrapped = wrap(buffer, keyOffset, keyLength);
        return lane.add(wrapped, flags, expiry, fromElsewhere.wrap(value)) == Outcome.STORED;
    }

    /** Ends all items that are there now: OK or NOT_ALLOWED; in a cluster that forwards everywhere, so PENDING and NO_ANSWER, too. */
    public Status flush() {
        return flushHere(AT_ONCE);
    }

    /** As {@link #flush}, of all items that will be there at {@code exptime} and were stored before. */
    public Status flushAt(long exptime) {
        return flushHere(exptime);
    }

    /** As {@link #flushAt}, as another node of the cluster asks that goes by a ring of this version: OK, NOT_ALLOWED, PENDING or NO_ANSWER. */
    public Status flushFor(long askersRing, long exptime) {
        return flushHere(exptime);
    }

    /** Whether a client may end all items. */
    protected boolean mayFlush() {
        return config.flushAllowed();
    }

    /** Ends the items of this node: OK or NOT_ALLOWED. */
    protected Status flushHere(long exptime) {
        if (!mayFlush()) {
            return Status.NOT_ALLOWED;
        }
        long moment = clock.expiry(exptime);
        if (moment == StoreClock.NEVER || moment == StoreClock.AT_ONCE || clock.isOver(moment)) {
            state.store().flushAll();
        } else {
            state.store().flushAt(moment);
        }
        return Status.OK;
    }

    /** Sets how much is logged. */
    public Status verbosity(long level) {
        state.verbosity((int) Math.min(level, ServerState.MAX_VERBOSITY));
        return Status.OK;
    }

    /** Lets the store use so much of its region: OK, TOO_SMALL, or OUT_OF_RANGE beyond what this process may have. */
    public Status memoryLimit(long megabytes) {
        if (megabytes < SMALLEST_MEMORY_LIMIT_MEGABYTES) {
            return Status.TOO_SMALL;
        }
        return state.store().limit(megabytes * MEGABYTE) ? Status.OK : Status.OUT_OF_RANGE;
    }

    /** Whether a client may stop the server. */
    public boolean mayShutdown() {
        return config.shutdownAllowed();
    }

    /** Stops the server, if a client may: OK or NOT_ALLOWED. */
    public Status shutdown(boolean graceful) {
        if (!config.shutdownAllowed()) {
            return Status.NOT_ALLOWED;
        }
        state.control().stop(graceful);
        return Status.OK;
    }

    /** What the store's clock tells. */
    public long second() {
        return clock.now();
    }

    /** The version of the server. */
    public String version() {
        return config.version();
    }

    /** Whether this node goes by a later ring than that of another node, which asks. */
    public boolean hasLaterRing(long version) {
        return false;
    }

    /** The nodes of the cluster, as {@link ClusterView#configuration} has them; null if there is no cluster. */
    public @Nullable String clusterConfiguration() {
        ClusterView cluster = state.cluster();
        return cluster == null ? null : cluster.configuration();
    }

    /** Whether this node belongs to a cluster. */
    public boolean isClustered() {
        return state.cluster() != null;
    }

    /** Whether there is such a group of statistics here. */
    public boolean has(StatsGroup group) {
        return state.has(group);
    }

    /** Tells a group of statistics. */
    public void stats(StatsGroup group, StatsSink target) {
        switch (group) {
            case GENERAL -> state.generalStats().tell(target);
            case SETTINGS -> new SettingsStats(state).tell(target);
            case ITEMS -> new ClassStats(state, target).items();
            case SLABS -> new ClassStats(state, target).slabs();
            case SIZES -> target.stat("sizes_status", "disabled");
            case CLUSTER -> state.tellCluster(target);
            case HOT_KEYS -> state.tellHotKeys(target);
        }
    }

    /** The statistics of all connections, one after the other. */
    public ConnectionStats connectionStats() {
        return new ConnectionStats(state);
    }

    /** Whether a client may list all items, watch what others do, and see the hot keys. */
    public boolean mayDump() {
        return config.dumpAllowed();
    }

    /** Requests by the prefix of their keys. */
    public PrefixStats prefixes() {
        return prefixes;
    }

    /** Begins a list of all items. */
    public ItemDump dump() {
        return new ItemDump(lane.walk(), clock, state.requestBudget());
    }

    /** Allows or forbids to walk through all items. */
    public void crawlerEnabled(boolean enabled) {
        state.crawlerEnabled(enabled);
    }

    /** Whether it is allowed to walk through all items. */
    public boolean isCrawlerEnabled() {
        return state.isCrawlerEnabled();
    }

    /** Lets the counters among the statistics begin at 0 again. */
    public void resetStats() {
        state.generalStats().reset();
        prefixes.clear();
    }

    /** What happens, for those who watch. */
    public EventLog events() {
        return events;
    }

    /** What all event loops share. */
    public ServerState state() {
        return state;
    }

    /** There is no room for what a get has found: it ends, and does not come again. */
    public void refuseReply() {
        count(ServerCounter.REPLIES_REFUSED);
    }

    /** Counts one. */
    public void count(ServerCounter counter) {
        cells.increment(counter);
    }

    /** Something beside commands has taken so long. */
    public void timed(Latency kind, long nanos) {
        latencies.record(kind, nanos);
    }

    /** Counts {@code amount}. */
    public void count(ServerCounter counter, long amount) {
        cells.add(counter, amount);
    }
}
