package io.ebbcache.store;

import io.ebbcache.store.item.Key;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/**
 * What Lincheck's threads do to a store. Each instance is a cache of its own that begins empty, as its keys are; they all share one
 * store, as it would take too long to open one for each of so many. They live one after the other.
 */
@Param(name = "key", gen = IntGen.class, conf = "0:1")
@Param(name = "value", gen = IntGen.class, conf = "1:9")
public class LinearizableOperations {

    /** Lincheck's threads, and the one that works before and after them. */
    static final int LANES = 4;

    private static final int KEYS = 2;
    private static final AtomicLong INSTANCES = new AtomicLong();

    /** Lincheck makes the instances, so they find their lanes here. */
    private static volatile LaneOfThread[] lanes = {};

    private final AtomicInteger lanesTaken = new AtomicInteger();
    private final ThreadLocal<LaneOfThread> lane = ThreadLocal.withInitial(() -> lanes[lanesTaken.getAndIncrement()]);
    private final String[] keys = new String[KEYS];

    public LinearizableOperations() {
        long instance = INSTANCES.incrementAndGet();
        for (int i = 0; i < KEYS; i++) {
            keys[i] = "k" + i + "-" + instance;
        }
    }

    /** All instances from now on work on this store. */
    static void use(Store store) {
        LaneOfThread[] opened = new LaneOfThread[LANES];
        for (int i = 0; i < LANES; i++) {
            opened[i] = new LaneOfThread(store);
        }
        lanes = opened;
    }

    /** Frees what {@link #use} has made. */
    static void leave() {
        for (LaneOfThread left : lanes) {
            left.close();
        }
        lanes = new LaneOfThread[0];
    }

    @Operation
    public String get(@Param(name = "key") int key) {
        return lane.get().get(key(key));
    }

    @Operation
    public Outcome set(@Param(name = "key") int key, @Param(name = "value") int value) {
        return lane.get().store(StoreMode.SET, key(key), value);
    }

    @Operation
    public Outcome add(@Param(name = "key") int key, @Param(name = "value") int value) {
        return lane.get().store(StoreMode.ADD, key(key), value);
    }

    @Operation
    public Outcome append(@Param(name = "key") int key, @Param(name = "value") int value) {
        return lane.get().store(StoreMode.APPEND, key(key), value);
    }

    @Operation
    public Outcome delete(@Param(name = "key") int key) {
        return lane.get().delete(key(key));
    }

    @Operation
    public String increment(@Param(name = "key") int key, @Param(name = "value") int delta) {
        return lane.get().increment(key(key), delta);
    }

    @Operation
    public boolean compareAndSet(
            @Param(name = "key") int key, @Param(name = "value") int expected, @Param(name = "value") int value) {
        return lane.get().compareAndSet(key(key), Integer.toString(expected), value);
    }

    /** Lincheck takes operations from a class and what it extends, so this one is left to those that want it. */
    final void flushStore() {
        lane.get().flushStore();
    }

    /** Made anew, as a key belongs to one thread. */
    private Key key(int key) {
        return BytesValue.key(keys[key]);
    }
}
