package io.ebbcache.server.cluster;

import io.ebbcache.server.cluster.membership.GroupConfig;
import io.ebbcache.server.cluster.membership.GroupState;
import io.ebbcache.server.cluster.membership.Membership;
import io.ebbcache.server.cluster.ring.Member;
import io.ebbcache.server.cluster.ring.RingListener;
import io.ebbcache.server.cluster.ring.RingView;
import io.ebbcache.server.command.ClusterFigures;
import io.ebbcache.server.command.ClusterView;
import io.ebbcache.server.command.NodeFigures;
import io.ebbcache.server.command.NodeSummary;
import io.ebbcache.server.command.StatsSink;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** This node as a member of its cluster, and what it tells of that. */
public final class ClusterNode implements ClusterView, AutoCloseable {

    private static final String UP = "up";

    /** An answer has room for so many; those that are not up come first. */
    private static final int MOST_LISTED = 40;

    private final String cluster;
    private final Membership membership;
    private final Consumer<StatsSink> more;

    private ClusterNode(String cluster, Membership membership, Consumer<StatsSink> more) {
        this.cluster = cluster;
        this.membership = membership;
        this.more = more;
    }

    /**
     * Begins to look for the others; returns at once, and never fails.
     *
     * @param more tells what else belongs to the statistics
     */
    public static ClusterNode start(GroupConfig config, Member self, Consumer<StatsSink> more) {
        return new ClusterNode(config.cluster(), Membership.start(config, self), more);
    }

    /** Is told of all rings from now on, and of the one that is there. */
    public void listen(RingListener listener) {
        membership.listen(listener);
    }

    /** Asks others for their ring, as one of this version or a later one must be in force somewhere; returns at once. */
    public void seekRing(long version) {
        membership.ringWanted(version);
    }

    /** What this node is like, for the others; any thread is to be able to ask, at once. */
    public void summarizeBy(Supplier<@Nullable NodeSummary> maker) {
        membership.summarizeBy(maker);
    }

    @Override
    public String configuration() {
        GroupState state = membership.state();
        return state.members().stream()
                .map(member -> member.host() + "|" + member.ip() + "|" + member.port())
                .collect(Collectors.joining(" ", state.version() + "\n", "\n"));
    }

    @Override
    public ClusterFigures figures() {
        GroupState state = membership.state();
        RingView ring = state.ring();
        return new ClusterFigures(
                state.version(),
                ring == null || ring.tentative(),
                state.members().size(),
                state.viewSize(),
                (int) missing(state),
                membership.traffic().packets(),
                membership.traffic().bytes(),
                membership.foreignMessages(),
                membership.repeatedMessages());
    }

    private static long missing(GroupState state) {
        return state.members().stream()
                .filter(member -> !state.isHere(member.name()))
                .filter(member -> !member.equals(state.self()))
                .count();
    }

    @Override
    public List<NodeFigures> nodes() {
        return membership.nodes();
    }

    @Override
    public void tell(StatsSink target) {
        GroupState state = membership.state();
        target.stat("cluster", cluster);
        target.stat("node", state.self().name());
        target.stat("ring_version", state.version());
        RingView ring = state.ring();
        target.stat("ring_tentative", ring == null || ring.tentative() ? 1 : 0);
        target.stat(
                "ring_decided_by",
                state.ring() == null ? "nobody" : state.ring().decidedBy());
        target.stat("ring_nodes", state.members().size());
        target.stat("view_nodes", state.viewSize());
        target.stat("coordinator", state.coordinator().isEmpty() ? "none" : state.coordinator());
        target.stat("state", word(state));
        target.stat("sent_packets", membership.traffic().packets());
        target.stat("sent_bytes", membership.traffic().bytes());
        target.stat("foreign_messages", membership.foreignMessages());
        target.stat("repeated_messages", membership.repeatedMessages());
        more.accept(target);
        state.clashing()
                .forEach((name, members) -> target.stat(
                        "clash:" + name,
                        members.stream().map(member -> member.address()).collect(Collectors.joining(" "))));
        state.members().stream()
                .sorted(Comparator.comparing(member -> word(state, member).equals(UP)))
                .limit(MOST_LISTED)
                .forEach(member -> target.stat("node:" + member.name(), member.address() + " " + word(state, member)));
    }

    private static String word(GroupState state) {
        if (state.viewSize() == 0) {
            return "looking for the others";
        }
        if (!state.clashing().isEmpty()) {
            return "nodes have the same name";
        }
        long missing = state.members().stream()
                .filter(member -> !state.isHere(member.name()))
                .count();
        return missing > 0 ? missing + " of the ring missing" : state.viewSize() == 1 ? "alone" : "complete";
    }

    private static String word(GroupState state, Member member) {
        if (state.leaving().contains(member.name())) {
            return "leaving";
        }
        boolean here = state.isHere(member.name()) || member.equals(state.self());
        if (here) {
            return UP;
        }
        Long since = state.missingSince().get(member.name());
        return since == null
                ? "missing"
                : "missing for " + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - since) + " s";
    }

    /** Gives all keys to the others, and waits until that is so or {@code millis} are over; false if there are no others. */
    public boolean leave(long millis) throws InterruptedException {
        return membership.leave(millis);
    }

    @Override
    public void close() {
        membership.close();
    }
}
