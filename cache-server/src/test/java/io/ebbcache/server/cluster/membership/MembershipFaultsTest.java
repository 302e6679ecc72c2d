package io.ebbcache.server.cluster.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ebbcache.server.cluster.ring.Member;
import io.ebbcache.server.cluster.ring.RingNews;
import io.ebbcache.server.cluster.ring.RingView;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jgroups.Address;
import org.jgroups.protocols.DISCARD;
import org.jgroups.stack.Protocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of a cluster when nodes go and come, do not hear each other, or cannot take part at all. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class MembershipFaultsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofSeconds(60);

    private static UnaryOperator<List<Protocol>> losing(DISCARD loss) {
        return stack -> {
            stack.add(1, loss); // just above the network
            return stack;
        };
    }

    private static List<Member> members(int... indexes) {
        List<Member> members = new ArrayList<>();
        for (int index : indexes) {
            members.add(TestGroup.member(index));
        }
        return members;
    }

    private static boolean has(Membership node, List<Member> members) {
        RingView ring = node.state().ring();
        return ring != null && ring.missing().isEmpty() && ring.members().equals(members);
    }

    @Test
    void shouldSplitAndMeetAgain() throws IOException {
        try (TestGroup group = new TestGroup(4).secret("secret").times(Duration.ofSeconds(2), SHORT)) {
            List<DISCARD> losses = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                losses.add(new DISCARD());
                group.start(i, losing(losses.get(i)));
            }
            await().atMost(PATIENCE).until(() -> group.share(0, 1, 2, 3));
            long whole = group.node(0).state().version();
            List<RingNews> heard = new CopyOnWriteArrayList<>();
            group.node(0).listen(heard::add);

            List<Address> addresses = losses.stream().map(Protocol::getAddress).toList();
            for (int i = 0; i < 4; i++) {
                for (int j = 0; j < 4; j++) {
                    if (i / 2 != j / 2) {
                        losses.get(i).addIgnoreMember(addresses.get(j));
                    }
                }
            }
            await().atMost(PATIENCE)
                    .until(() -> has(group.node(0), members(0, 1)) && has(group.node(1), members(0, 1)));
            await().atMost(PATIENCE)
                    .until(() -> has(group.node(2), members(2, 3)) && has(group.node(3), members(2, 3)));
            long apart = Math.max(
                    group.node(0).state().version(), group.node(2).state().version());
            assertThat(apart).isGreaterThan(whole);

            losses.forEach(DISCARD::resetIgnoredMembers);
            await().atMost(PATIENCE).until(() -> group.share(0, 1, 2, 3));
            assertThat(group.node(0).state().version()).isGreaterThan(apart);
            await().atMost(PATIENCE)
                    .until(() -> heard.get(heard.size() - 1).current().members().equals(members(0, 1, 2, 3)));
            assertThat(heard.get(heard.size() - 1).before())
                    .as("rings of both parts")
                    .extracting(RingView::members)
                    .contains(members(0, 1), members(2, 3));
        }
    }

    @Test
    void shouldNeverTellALowerVersion() throws IOException {
        long before;
        try (TestGroup group = new TestGroup(2)) {
            group.start(0);
            group.start(1);
            await().atMost(PATIENCE).until(() -> group.share(0, 1));
            before = group.node(0).state().version();
            group.stop(0);
            group.stop(1);
            group.start(1);
            group.start(0);
            await().atMost(PATIENCE).until(() -> group.share(0, 1));
            assertThat(group.node(0).state().version()).isGreaterThan(before);
        }
    }

    @Test
    void shouldMoveNothingWhenANodeIsSoonBack() throws IOException {
        try (TestGroup group = new TestGroup(3).times(Duration.ofSeconds(5), LONG)) {
            group.start(0);
            group.start(1);
            group.start(2);
            await().atMost(PATIENCE).until(() -> group.share(0, 1, 2));
            List<RingNews> heard = new CopyOnWriteArrayList<>();
            group.node(0).listen(heard::add);

            group.stop(1);
            await().atMost(PATIENCE)
                    .until(() -> group.node(0).state().missingSince().containsKey("node-1"));
            group.start(1);
            await().atMost(PATIENCE).until(() -> group.share(0, 1, 2) && has(group.node(0), members(0, 1, 2)));
            assertThat(group.node(0).state().missingSince()).isEmpty();
            assertThat(heard).extracting(news -> news.current().members()).containsOnly(members(0, 1, 2));
        }
    }

    @Test
    void shouldServeAloneUntilItCanTakePart() throws IOException {
        try (TestGroup group = new TestGroup(2)) {
            group.start(0);
            InetSocketAddress taken = group.addresses.get(1);
            try (ServerSocket other = new ServerSocket()) {
                other.bind(taken);
                group.start(1);
                await().atMost(PATIENCE).until(() -> group.node(0).state().version() > 0);
                assertThat(group.node(1).state().viewSize()).isZero();
                assertThat(group.node(1).state().members()).isEqualTo(members(1));
            }
            await().atMost(PATIENCE).until(() -> group.share(0, 1));
        }
    }

    @Test
    void shouldComeToOneRingThoughMuchIsLost() throws IOException {
        try (TestGroup group = new TestGroup(3)) {
            for (int i = 0; i < 3; i++) {
                DISCARD loss = new DISCARD();
                loss.setUpDiscardRate(0.2);
                group.start(i, losing(loss));
            }
            await().atMost(PATIENCE).until(() -> group.share(0, 1, 2));
        }
    }
}
