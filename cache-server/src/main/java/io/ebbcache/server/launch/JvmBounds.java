package io.ebbcache.server.launch;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.ebbcache.server.launch.MemoryPlan.Part;
import io.ebbcache.server.net.NetConfig;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * What this JVM may take at most, by its own flags, in bytes.
 *
 * @param heap Java objects
 * @param classes their metadata
 * @param code compiled code
 * @param direct buffers beside the heap
 * @param stack one thread's stack
 * @param moreThreads than a server alone has
 * @param inHeap what the heap holds beside what a server alone has there
 */
record JvmBounds(long heap, long classes, long code, long direct, long stack, int moreThreads, List<Part> inHeap) {

    /** As a JVM has it that runs a server and nothing else. */
    JvmBounds(long heap, long classes, long code, long direct, long stack) {
        this(heap, classes, code, direct, stack, 0, List.of());
    }

    /** What no flag bounds: the collector's tables, the compilers' work space, symbols, malloc's slack. Measured. */
    private static final long OWN_USE_BYTES = 32 * ByteSize.MIB;

    /** Threads beside the event loops: the JVM's own, the store's, timers. */
    private static final int OTHER_THREADS = 16;

    /** Those of membership, its timers and its pool, and those that ask other nodes. Measured. */
    private static final int CLUSTER_THREADS = 24;

    private static final int ADMIN_THREADS = 1;

    /** What is counted where no flag bounds it: this server has no more than so much of either. */
    private static final long USUAL_CLASSES_BYTES = 64 * ByteSize.MIB;

    private static final long USUAL_CODE_BYTES = 64 * ByteSize.MIB;

    /** What the heap holds beside the connections, with room to collect it seldom. Measured. */
    private static final long HEAP_WITHOUT_CONNECTIONS_BYTES = 20 * ByteSize.MIB;

    static JvmBounds ofThisJvm() {
        HotSpotDiagnosticMXBean flags = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        if (flags == null) { // another JVM
            long heap = Runtime.getRuntime().maxMemory();
            return new JvmBounds(heap, USUAL_CLASSES_BYTES, USUAL_CODE_BYTES, heap, ByteSize.MIB);
        }
        long heap = flag(flags, "MaxHeapSize", 0);
        return new JvmBounds(
                heap,
                flag(flags, "MaxMetaspaceSize", USUAL_CLASSES_BYTES),
                Math.min(USUAL_CODE_BYTES, flag(flags, "ReservedCodeCacheSize", USUAL_CODE_BYTES)),
                flag(flags, "MaxDirectMemorySize", heap),
                flag(flags, "ThreadStackSize", ByteSize.KIB) * ByteSize.KIB);
    }

    /**
     * The same with the threads that talk to other nodes.
     *
     * @param itsHeap what they take of the heap
     */
    JvmBounds inCluster(List<Part> itsHeap) {
        return new JvmBounds(heap, classes, code, direct, stack, moreThreads + CLUSTER_THREADS, itsHeap);
    }

    /** The same with the thread that answers those who watch the node. */
    JvmBounds withAdmin() {
        return new JvmBounds(heap, classes, code, direct, stack, moreThreads + ADMIN_THREADS, inHeap);
    }

    /** What this comes to with so many event loops; buffers are counted by who uses them. */
    List<Part> parts(int threads) {
        return List.of(
                new Part("heap", heap, inHeap),
                new Part("classes", classes),
                new Part("code", code),
                new Part("stacks", (threads + OTHER_THREADS + moreThreads) * stack),
                new Part("JVM", OWN_USE_BYTES));
    }

    /** What the heap has left beside the connections, for the books of segments and index, and to be collected seldom. */
    long freeHeapBytes(NetConfig net) {
        return Math.max(0, heap - neededHeapBytes(net));
    }

    private long neededHeapBytes(NetConfig net) {
        return HEAP_WITHOUT_CONNECTIONS_BYTES + MemoryPlan.sum(inHeap) + net.heapBytes();
    }

    /**
     * Refuses what this JVM cannot hold by its flags, rather than to run out of memory later.
     *
     * @throws StartException that names the flag to set
     */
    void checkRoomFor(NetConfig net) {
        long neededHeap = neededHeapBytes(net);
        if (neededHeap > heap) {
            throw tooSmall("a heap", neededHeap, heap, "-Xmx");
        }
        if (net.memoryBoundBytes() > direct) {
            throw tooSmall("buffers", net.memoryBoundBytes(), direct, "-XX:MaxDirectMemorySize=");
        }
    }

    private static StartException tooSmall(String what, long needed, long allowed, String flag) {
        long mebibytes = (needed + ByteSize.MIB - 1) / ByteSize.MIB;
        return new StartException(
                "such connections and items may need %s of %s, this JVM allows %s: set EBB_JAVA_OPTS=%s%dm"
                        .formatted(what, new ByteSize(needed), new ByteSize(allowed), flag, mebibytes));
    }

    /** A flag's value; 0 and the largest numbers mean that it bounds nothing. */
    private static long flag(HotSpotDiagnosticMXBean flags, String name, long ifUnbounded) {
        String value = flags.getVMOption(name).getValue();
        boolean bounds = value.length() < 16 && !value.startsWith("-") && !value.equals("0");
        return bounds ? Long.parseLong(value) : ifUnbounded;
    }
}
