package io.ebbcache.server.cluster.membership;

import io.ebbcache.server.cluster.ring.Member;
import io.ebbcache.server.cluster.ring.RingNews;
import io.ebbcache.server.cluster.ring.RingView;
import java.time.Duration;

/** What somebody has to know who computes the traffic of a cluster: how often nodes talk, and how long their messages are. */
public final class GroupFacts {

    /** A message that is not longer goes past all that repeats and confirms. */
    public static final int MOST_SHORT_BYTES = GroupChannel.MOST_SHORT_BYTES;

    /** A longer message goes in pieces of this size. */
    public static final int MOST_FRAGMENT_BYTES = GroupStack.MOST_FRAGMENT_BYTES;

    /** A node that has started looks for others often for so long, unless there are many. */
    public static final Duration FRESH = MergePace.FRESH;

    /** How often each node tells the coordinator who it is, and which ring it has. */
    public static final Duration PRESENCE_INTERVAL = Duration.ofNanos(Membership.SAY_NANOS);

    private GroupFacts() {}

    /** How often each node tells all others that it is there. */
    public static Duration heartbeatInterval(Duration failureTimeout) {
        return failureTimeout.dividedBy(GroupStack.HEARTBEATS_PER_TIMEOUT);
    }

    /**
     * How often, on average, a node looks for the parts of a split cluster. MERGE3 draws from half of the most to one and a half times that.
     *
     * @param nodes that are together
     * @param fresh whether it has just started
     */
    public static Duration searchInterval(Duration failureTimeout, int nodes, boolean fresh) {
        MergePace pace = new MergePace(failureTimeout);
        pace.adapt(fresh ? Duration.ZERO : FRESH, nodes);
        return Duration.ofMillis(pace.protocol().getMaxInterval());
    }

    /** The length of what a node says of itself. */
    public static int presenceBytes(Member member, RingView held) {
        return GroupMessages.bytes(new Presence(member, false, RingId.of(held))).length;
    }

    /** The length of what the coordinator tells of a new ring. */
    public static int newsBytes(RingNews news) {
        return GroupMessages.bytes(news).length;
    }
}
