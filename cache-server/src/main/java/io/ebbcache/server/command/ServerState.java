package io.ebbcache.server.command;

import io.ebbcache.server.hotkeys.HotKeyReport;
import io.ebbcache.server.hotkeys.HotKeys;
import io.ebbcache.store.Store;
import io.ebbcache.store.StoreStatistics;
import io.ebbcache.store.stats.StoreCounter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What all event loops share: the store, the budgets, the counters, and the little that an operator may change. */
public final class ServerState {

    /** The highest verbosity that counts; larger numbers mean this one. */
    public static final int MAX_VERBOSITY = 4;

    private final Store store;
    private final CommandConfig config;
    private final ServerLimits limits;
    private final ServerControl control;
    private final MemoryBudget requestBudget;
    private final MemoryBudget replyBudget;
    private final ServerCounters counters = new ServerCounters();
    private final Latencies latencies = new Latencies();
    private final List<Consumer<CounterSink>> moreCounters = new CopyOnWriteArrayList<>();
    private final EventLog events;
    private final PrefixStats prefixes = new PrefixStats();
    private final @Nullable HotKeys hotKeys;
    private final GeneralStats generalStats;

    private Function<Commands.Seat, Commands> commandsMaker = Commands::new;
    private final Clients clients = new Clients();

    private volatile int verbosity;
    private volatile boolean crawlerEnabled = true;
    private volatile Listening listening = Listening.NOWHERE;
    private volatile @Nullable ClusterView cluster;
    private volatile Supplier<@Nullable NodeSummary> summarizing = () -> null;

    /**
     * @param limits what the network layer was configured with
     * @param control called for {@code shutdown}
     * @throws IllegalArgumentException if the budgets cannot hold the largest item
     */
    public ServerState(Store store, CommandConfig config, ServerLimits limits, ServerControl control) {
        long largest = store.config().maxItemBytes();
        if (limits.requestBytes() < largest || limits.replyBytes() < largest + ReplyBuffer.LARGEST_FRAME_BYTES) {
            throw new IllegalArgumentException("budgets of " + limits.requestBytes() + " and " + limits.replyBytes()
                    + " bytes cannot hold an item of " + largest + " bytes");
        }
        this.store = store;
        this.config = config;
        this.limits = limits;
        this.control = control;
        this.requestBudget = new MemoryBudget(limits.requestBytes());
        this.replyBudget = new MemoryBudget(limits.replyBytes());
        this.events = new EventLog(requestBudget);
        this.hotKeys = config.hotKeysFound() ? new HotKeys() : null;
        this.generalStats = new GeneralStats(this);
        store.watch(events);
    }

    /** Lets commands be carried out in another way; before the first thread asks for its own. */
    public void commandsBy(Function<Commands.Seat, Commands> maker) {
        commandsMaker = maker;
    }

    /** One more thread's way to the commands; only that thread may use it. */
    public Commands newCommands() {
        return commandsMaker.apply(new Commands.Seat(this, store.newLane(), counters.newCells(), latencies.newCells()));
    }

    /** Bytes of requests in flight, over all connections. */
    public MemoryBudget requestBudget() {
        return requestBudget;
    }

    /** Bytes of replies that have not left, over all connections. */
    public MemoryBudget replyBudget() {
        return replyBudget;
    }

    public ServerLimits limits() {
        return limits;
    }

    /** How clients come in. */
    public Access access() {
        return config.access();
    }

    /** What happens, for those who watch. */
    public EventLog events() {
        return events;
    }

    /** Requests by the prefix of their keys. */
    public PrefixStats prefixes() {
        return prefixes;
    }

    /** The keys that are asked for most; null if it is not looked for them. */
    @Nullable
    HotKeys hotKeys() {
        return hotKeys;
    }

    /**
     * The keys that are asked for most, for those who watch this node without being a client of it. Null if it is not looked for them, if clients
     * may not see those of others, or if clients have to say who they are: who watches does not.
     */
    public @Nullable HotKeyReport hotKeyReport() {
        boolean hidden = !config.dumpAllowed() || access().credentials() != null;
        return hotKeys == null || hidden ? null : hotKeys.report();
    }

    public ServerCounters counters() {
        return counters;
    }

    /** How long things take. */
    public Latencies latencies() {
        return latencies;
    }

    /** Lets what somebody else counts be told with all other counters. */
    public void countAlso(Consumer<CounterSink> counting) {
        moreCounters.add(counting);
    }

    /** Tells all counters as they are, whatever {@code stats reset} has done. */
    public void tellCounters(StoreStatistics statistics, CounterSink target) {
        for (StoreCounter counter : StoreCounter.values()) {
            target.count(counter.metric(), statistics.get(counter));
        }
        for (ServerCounter counter : ServerCounter.values()) {
            target.count(counter.metric(), counters.get(counter));
        }
        moreCounters.forEach(each -> each.accept(target));
    }

    /** Tells the general statistics, as {@code stats} does. */
    public void tellGeneral(StatsSink target) {
        generalStats.tell(target);
    }

    /** 0 is quiet; from 1 on, what clients do wrong is logged. */
    public int verbosity() {
        return verbosity;
    }

    void verbosity(int level) {
        verbosity = level;
    }

    /** All connections. */
    public Clients clients() {
        return clients;
    }

    /** Tells what is listened with. */
    public void listening(Listening now) {
        listening = now;
    }

    Listening listening() {
        return listening;
    }

    /** Tells which cluster this node belongs to. */
    public void cluster(ClusterView now) {
        cluster = now;
    }

    /** The cluster that this node belongs to; null if to none. */
    public @Nullable ClusterView cluster() {
        return cluster;
    }

    boolean has(StatsGroup group) {
        return switch (group) {
            case CLUSTER -> cluster != null;
            case HOT_KEYS -> hotKeys != null && config.dumpAllowed();
            default -> true;
        };
    }

    /** Tells what {@code stats hotkeys} does. */
    void tellHotKeys(StatsSink target) {
        if (hotKeys != null) {
            new HotKeyStats(hotKeys.report()).tell(target);
        }
    }

    /** Tells what {@code stats cluster} does. */
    void tellCluster(StatsSink target) {
        ClusterView its = cluster;
        if (its != null) {
            its.tell(target);
        }
    }

    /**
     * Lets this node be told of in small, to other nodes too.
     *
     * @param maker any thread calls it, those that look at the cluster and the cluster's own, so it must not wait
     */
    public void summarizeBy(Supplier<@Nullable NodeSummary> maker) {
        summarizing = maker;
    }

    /** This node in small; null if nobody can tell. */
    public @Nullable NodeSummary summary() {
        return summarizing.get();
    }

    /** Whether items may be walked through for clients. */
    boolean isCrawlerEnabled() {
        return crawlerEnabled;
    }

    void crawlerEnabled(boolean enabled) {
        crawlerEnabled = enabled;
    }

    /** What holds the items. */
    public Store store() {
        return store;
    }

    /** What {@code version} answers. */
    public String version() {
        return config.version();
    }

    CommandConfig config() {
        return config;
    }

    ServerControl control() {
        return control;
    }

    GeneralStats generalStats() {
        return generalStats;
    }
}
