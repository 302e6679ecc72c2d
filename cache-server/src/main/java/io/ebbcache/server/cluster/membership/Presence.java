package io.ebbcache.server.cluster.membership;

import io.ebbcache.server.cluster.ring.Member;
import org.jspecify.annotations.Nullable;

/**
 * What each node says of itself: little, as all say it to all.
 *
 * @param leaving whether it is about to end, and wants to have no keys any more
 * @param held the ring that is in force there; null if none is
 */
record Presence(Member member, boolean leaving, @Nullable RingId held) {}
