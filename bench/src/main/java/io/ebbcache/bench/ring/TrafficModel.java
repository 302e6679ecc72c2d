package io.ebbcache.bench.ring;

import io.ebbcache.client.ring.Node;
import io.ebbcache.server.cluster.membership.GroupFacts;
import io.ebbcache.server.cluster.ring.Member;
import io.ebbcache.server.cluster.ring.RingNews;
import io.ebbcache.server.cluster.ring.RingView;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

/**
 * What the nodes of a cluster send each other to know who is there, computed. A message to all is a packet to each of the others, since JGroups runs
 * over TCP here.
 *
 * <p>While nothing happens, with n nodes and a failure timeout of 10 s:
 *
 * <ul>
 *   <li>FD_ALL3: each tells all others every 2.5 s that it is there;
 *   <li>MERGE3: each looks for other parts of the cluster every 6 s, with more than 50 nodes n/50 times that (with fewer every 0.8 s in the first half a
 *       minute of its life): a request to each other, which answers, and both tell each other the view;
 *   <li>STABLE: each tells the coordinator every 20 s which messages of all it has. When all have (the last of n evenly drawn from 40 s), the
 *       coordinator tells all. These are the only ones whose length grows with n;
 *   <li>each tells the coordinator every second who it is and which ring it has.
 * </ul>
 *
 * <p>When one joins as the last of n:
 *
 * <ul>
 *   <li>it asks the others who is there, who answer; the coordinator tells it the addresses of all, and all others its own;
 *   <li>it asks the coordinator, and is told view and message numbers of all; the others are told the change of the view, and answer, which is
 *       confirmed;
 *   <li>it tells all who it is, and all tell it;
 *   <li>the coordinator tells all of the new ring and of those before it, and all answer that they have it;
 *   <li>of what the coordinator told all, it repeats the number a moment later, once, in case it was lost: after the view, and after a ring that is too
 *       long to go past what confirms.
 * </ul>
 *
 * <p>That a new node looks for others more often comes on top. Left out are flow control, repetition of what is lost, and the connections by which
 * nodes see a process end: nothing goes over them. With a secret each packet has 50 bytes more.
 */
final class TrafficModel {

    static final Duration FAILURE_TIMEOUT = Duration.ofSeconds(10);

    private static final double STABLE_SECONDS = 20;
    private static final double MILLIS_PER_SECOND = 1000;

    private final Member last;
    private final RingView ring;
    private final RingNews news;
    private final WireSizes sizes;
    private final double nodes;
    private final double others;
    private final double pairs;

    /**
     * A cluster of these nodes.
     *
     * @param remembered how many rings there were, up to {@link RingNews#MOST_REMEMBERED}: the new one is told with those before it
     */
    TrafficModel(String cluster, List<Member> members, int remembered) {
        this.last = members.get(members.size() - 1);
        this.ring = new RingView(1, members.get(0).name(), members);
        this.news = new RingNews(ring, Collections.nCopies(Math.max(0, remembered - 1), ring));
        this.nodes = members.size();
        this.others = nodes - 1;
        this.pairs = nodes * others;
        this.sizes = new WireSizes(cluster, last.name(), members.size());
    }

    static TrafficModel ofDrawn(List<Node> nodes) {
        return new TrafficModel("cache", DrawnNodes.members(nodes), RingNews.MOST_REMEMBERED);
    }

    /**
     * Of all nodes together, in a second in which nothing happens.
     *
     * @param fresh whether all have just started
     */
    List<Flow> quiet(boolean fresh) {
        double heartbeat = seconds(GroupFacts.heartbeatInterval(FAILURE_TIMEOUT));
        double search = searchSeconds(fresh);
        double allStable = 2 * STABLE_SECONDS * nodes / (nodes + 1);
        return List.of(
                Flow.of("heartbeats (FD_ALL3)", pairs / heartbeat, sizes.heartbeat()),
                Flow.of("search: requests (MERGE3)", pairs / search, sizes.discoveryRequest()),
                Flow.of("search: answers", pairs / search, sizes.discoveryAnswer()),
                Flow.of("search: views", 2 * pairs / search, sizes.mergeInfo()),
                Flow.of("messages that came (STABLE)", others / STABLE_SECONDS, sizes.stable()),
                Flow.of("messages that all have (STABLE)", others / allStable, sizes.stability()),
                Flow.of(
                        "presences",
                        others / seconds(GroupFacts.PRESENCE_INTERVAL),
                        sizes.shortToOne(GroupFacts.presenceBytes(last, ring))));
    }

    /** Of all nodes together, because the last one has joined; without its search. */
    List<Flow> join() {
        int presence = GroupFacts.presenceBytes(last, ring);
        return List.of(
                Flow.of("search: requests", others, sizes.discoveryRequest()),
                Flow.of("search: answers", others, sizes.discoveryAnswer()),
                Flow.of("addresses", 2 * others, sizes.discoveryAnswer()),
                Flow.of("wish to join", 1, sizes.joinRequest()),
                Flow.of("answer to it", 1, sizes.joinAnswer()),
                Flow.of("new view", others, sizes.viewChange()),
                Flow.of("answers to it", others, sizes.viewAnswer()),
                Flow.of("confirmations", 2 + others, sizes.confirmation()),
                Flow.of("presence of the new node", others, sizes.shortToAll(presence)),
                Flow.of("presences of the others", others, sizes.shortToOne(presence)),
                news(),
                Flow.of("answers to the news", others, sizes.shortToOne(presence)),
                Flow.of("numbers of messages", isNewsShort() ? others : 2 * others, sizes.lastNumber()));
    }

    private boolean isNewsShort() {
        return GroupFacts.newsBytes(news) <= GroupFacts.MOST_SHORT_BYTES;
    }

    /** What is long goes in several packets. */
    private Flow news() {
        String name = "news of the ring";
        int length = GroupFacts.newsBytes(news);
        if (isNewsShort()) {
            return Flow.of(name, others, sizes.shortToAll(length));
        }
        int whole = length / GroupFacts.MOST_FRAGMENT_BYTES;
        Flow pieces = Flow.of(name, others * whole, sizes.longToAll(GroupFacts.MOST_FRAGMENT_BYTES));
        Flow rest = Flow.of(name, others, sizes.longToAll(length % GroupFacts.MOST_FRAGMENT_BYTES));
        return new Flow(name, pieces.packets() + rest.packets(), pieces.bytes() + rest.bytes());
    }

    /** What a new node sends, and makes others send, as it looks for them more often than the others do; until it is not new any more. */
    Flow searchOfNewcomer() {
        double more = 1 / searchSeconds(true) - 1 / searchSeconds(false);
        double packets = others * more * seconds(GroupFacts.FRESH);
        return new Flow(
                "search of the new node",
                4 * packets,
                packets * (sizes.discoveryRequest() + sizes.discoveryAnswer() + 2 * sizes.mergeInfo()));
    }

    private double searchSeconds(boolean fresh) {
        return seconds(GroupFacts.searchInterval(FAILURE_TIMEOUT, (int) nodes, fresh));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / MILLIS_PER_SECOND;
    }
}
