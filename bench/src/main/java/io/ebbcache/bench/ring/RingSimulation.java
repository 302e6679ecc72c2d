package io.ebbcache.bench.ring;

import com.sun.management.ThreadMXBean;
import io.ebbcache.client.ring.KetamaPlacement;
import io.ebbcache.client.ring.Node;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Places keys on a ring of drawn nodes with the class that clients and nodes do it with, and again after a change. Same seed, same figures, but for
 * times.
 */
final class RingSimulation {

    /** Changes of each kind. */
    private static final int CHANGES = 5;

    private static final int TEN = 10;
    private static final int TIMED = 9;
    private static final double NANOS_PER_MILLISECOND = 1e6;

    private final DrawnKeys keys;
    private final List<Node> nodes;
    private final List<Node> newcomers;
    private final long seed;
    private final int[] owners;

    RingSimulation(int nodes, DrawnKeys keys, long seed) {
        List<Node> drawn = DrawnNodes.draw(new SplittableRandom(seed ^ nodes), nodes + CHANGES);
        this.keys = keys;
        this.nodes = drawn.subList(0, nodes);
        this.newcomers = drawn.subList(nodes, drawn.size());
        this.seed = seed;
        this.owners = keys.owners(new KetamaPlacement(this.nodes));
    }

    Balance balance() {
        return Balance.of(keys, owners, nodes.size());
    }

    Moves moves() {
        SplittableRandom leavers = new SplittableRandom(seed);
        double join = 0;
        double leave = 0;
        double replace = 0;
        double leaveTen = 0;
        for (Node newcomer : newcomers) {
            join += moved(with(nodes, newcomer));
            leave += nodes.size() > 1 ? moved(without(1, leavers)) : 1;
            replace += moved(with(without(1, leavers), newcomer));
            leaveTen += nodes.size() > TEN ? moved(without(TEN, leavers)) : 0;
        }
        return new Moves(
                join / CHANGES,
                leave / CHANGES,
                replace / CHANGES,
                nodes.size() > TEN ? Double.valueOf(leaveTen / CHANGES) : null);
    }

    private static List<Node> with(List<Node> nodes, Node newcomer) {
        List<Node> all = new ArrayList<>(nodes);
        all.add(newcomer);
        return all;
    }

    private List<Node> without(int count, SplittableRandom leavers) {
        List<Node> rest = new ArrayList<>(nodes);
        for (int i = 0; i < count; i++) {
            rest.remove(leavers.nextInt(rest.size()));
        }
        return rest;
    }

    /** The share of the keys that another node has if these are all. */
    private double moved(List<Node> after) {
        Map<Node, Integer> indexes = new HashMap<>();
        for (int i = 0; i < nodes.size(); i++) {
            indexes.put(nodes.get(i), i);
        }
        int[] before =
                after.stream().mapToInt(node -> indexes.getOrDefault(node, -1)).toArray();
        KetamaPlacement ring = new KetamaPlacement(after);
        long moved = 0;
        for (int i = 0; i < owners.length; i++) {
            moved += before[ring.indexAt(keys.place(i))] == owners[i] ? 0 : 1;
        }
        return (double) moved / owners.length;
    }

    RingCost cost() {
        KetamaPlacement ring = new KetamaPlacement(nodes);
        long[] ends = ring.arcEnds();
        int[] arcs = new int[nodes.size()];
        int last = ring.indexAt((int) ends[ends.length - 1]);
        for (long end : ends) {
            int owner = ring.indexAt((int) end);
            arcs[owner] += owner == last ? 0 : 1;
            last = owner;
        }
        int points = (int) Math.ceil((double) ends.length / nodes.size()); // two of different nodes may share a place
        return new RingCost(
                points,
                Arrays.stream(arcs).average().orElseThrow(),
                Arrays.stream(arcs).max().orElseThrow(),
                (long) points * nodes.size() * Long.BYTES, // a point is a long
                allocated(),
                millis());
    }

    private long allocated() {
        if (!(ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads)) {
            return 0;
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        new KetamaPlacement(nodes);
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private double millis() {
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < TIMED; i++) {
            long begin = System.nanoTime();
            new KetamaPlacement(nodes);
            times.add((System.nanoTime() - begin) / NANOS_PER_MILLISECOND);
        }
        Collections.sort(times);
        return times.get(TIMED / 2);
    }
}
