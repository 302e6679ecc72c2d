package io.ebbcache.server.cluster.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.ebbcache.server.cluster.ring.RingView;
import io.ebbcache.server.command.ServerCounter;
import io.ebbcache.server.net.ClientCertificates;
import io.ebbcache.server.net.PeerTls;
import io.ebbcache.server.net.TestCertificates;
import io.ebbcache.server.net.TlsConfig;
import io.ebbcache.server.net.TlsEngine;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** Nodes that encrypt and ask for passwords, among each other too. */
@Timeout(60)
class GuardedForwardingTest {

    private static final int KEYS = 30;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long VERSION = 1000;

    @TempDir
    private Path directory;

    private final ListAppender<ILoggingEvent> notices = new ListAppender<>();
    private final List<GuardedNode> nodes = new ArrayList<>();

    @BeforeEach
    void listen() {
        notices.start();
        logger().addAppender(notices);
    }

    @AfterEach
    void stop() {
        logger().detachAppender(notices);
        nodes.forEach(GuardedNode::close);
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(PeerNotices.class);
    }

    /** What was said of a node. */
    private List<String> noticesOf(GuardedNode node) {
        return List.copyOf(notices.list).stream()
                .map(ILoggingEvent::getFormattedMessage)
                .filter(line -> line.startsWith(node.node.member().toString()) && !line.endsWith("connected again"))
                .toList();
    }

    private TestCertificates certificates(String name, X509Bundle authority) throws Exception {
        TestCertificates made = new TestCertificates(Files.createDirectories(directory.resolve(name)), authority);
        made.renewBy(authority);
        return made;
    }

    private void together(GuardedNode... all) {
        nodes.addAll(List.of(all));
        RoutedNode.tell(ring(), List.of(), routed());
    }

    private RoutedNode[] routed() {
        return nodes.stream().map(each -> each.node).toArray(RoutedNode[]::new);
    }

    private RingView ring() {
        return RoutedNode.ring(VERSION, routed());
    }

    private String keyOf(GuardedNode node) {
        return node.node.keysIn(ring(), 1).get(0);
    }

    private void checkThatAllAnswerForAnyKey() throws Exception {
        StringBuilder sets = new StringBuilder();
        StringBuilder get = new StringBuilder("get");
        StringBuilder values = new StringBuilder();
        for (int i = 0; i < KEYS; i++) {
            sets.append("set key-").append(i).append(" 0 0 2\r\nxy\r\n");
            get.append(" key-").append(i);
            values.append("VALUE key-").append(i).append(" 0 2\r\nxy\r\n");
        }
        assertThat(nodes.get(0).say(sets.toString())).isEqualTo("STORED\r\n".repeat(KEYS));
        for (GuardedNode node : nodes) {
            assertThat(node.say(get + "\r\n")).isEqualTo(values + "END\r\n");
            assertThat(node.node.store.statistics().currItems()).isBetween(1L, KEYS - 2L);
        }
        String large = "x".repeat(900_000);
        String key = keyOf(nodes.get(2));
        assertThat(nodes.get(0).say("set " + key + " 0 0 900000\r\n" + large + "\r\n"))
                .isEqualTo("STORED\r\n");
        assertThat(nodes.get(1).say("get " + key + "\r\n"))
                .isEqualTo("VALUE " + key + " 0 900000\r\n" + large + "\r\nEND\r\n");
    }

    /** The last node is out: its keys are misses and cannot be written; the others serve each other. */
    private void checkThatTheOthersDoWithoutTheLast() throws Exception {
        String lost = keyOf(nodes.get(2));
        String kept = keyOf(nodes.get(1));
        GuardedNode first = nodes.get(0);
        assertThat(first.say("set " + lost + " 0 0 3\r\nnew\r\n"))
                .isEqualTo("SERVER_ERROR no answer from another node\r\n");
        assertThat(first.say("get " + lost + "\r\n")).isEqualTo("END\r\n");
        assertThat(nodes.get(1).say("get " + lost + "\r\n")).isEqualTo("END\r\n");
        assertThat(first.say("set " + kept + " 0 0 1\r\nx\r\n")).isEqualTo("STORED\r\n");
        assertThat(nodes.get(1).say("get " + kept + "\r\n")).contains("x");
    }

    /** What is stored by this node for that one is there. */
    private void awaitForwarded(GuardedNode from, GuardedNode owner) {
        String key = keyOf(owner);
        await().atMost(PATIENCE)
                .until(() -> from.say("set " + key + " 0 0 1\r\nx\r\n").equals("STORED\r\n"));
        assertThat(owner.node.store.statistics().currItems()).isPositive();
    }

    @ParameterizedTest
    @MethodSource("io.ebbcache.server.net.TestCertificates#engines")
    void shouldForwardToNodesThatWantCertificatesOfOneAuthority(TlsEngine engine) throws Exception {
        X509Bundle authority = TestCertificates.authority();
        for (String name : List.of("a", "b", "c")) {
            TestCertificates its = certificates(name, authority);
            nodes.add(GuardedNode.encrypted(name, its, its.config(engine, ClientCertificates.REQUIRE)));
        }
        together();
        checkThatAllAnswerForAnyKey();
        assertThat(nodes).allMatch(node -> node.node.count(ServerCounter.TLS_HANDSHAKES_FAILED) == 0);
        assertThat(notices.list).isEmpty();
    }

    @Test
    void shouldForwardToNodesThatWantPasswords() throws Exception {
        together(GuardedNode.asking("a", "pw"), GuardedNode.asking("b", "pw"), GuardedNode.asking("c", "pw"));
        checkThatAllAnswerForAnyKey();
        assertThat(notices.list).isEmpty();
    }

    @Test
    void shouldForwardToNodesThatWantBoth() throws Exception {
        X509Bundle authority = TestCertificates.authority();
        for (String name : List.of("a", "b", "c")) {
            TestCertificates its = certificates(name, authority);
            TlsConfig config = its.config(TlsEngine.AUTO, ClientCertificates.REQUIRE);
            nodes.add(GuardedNode.start(name, its, config, Optional.of("pw")));
        }
        together();
        checkThatAllAnswerForAnyKey();
        assertThat(nodes).allMatch(node -> node.node.count(ServerCounter.AUTH_ERRORS) == 0);
    }

    @ParameterizedTest
    @MethodSource("io.ebbcache.server.net.TestCertificates#engines")
    void shouldTrustJustItsOwnCertificateWhereThereIsNoAuthority(TlsEngine engine) throws Exception {
        X509Bundle authority = TestCertificates.authority();
        TestCertificates same = certificates("same", authority);
        TestCertificates another = certificates("another", authority);
        together(
                GuardedNode.encrypted("a", same, same.alone(engine)),
                GuardedNode.encrypted("b", same, same.alone(engine)),
                GuardedNode.encrypted("c", another, another.alone(engine)));
        checkThatTheOthersDoWithoutTheLast();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(noticesOf(nodes.get(2)))
                        .hasSize(2)
                        .allMatch(line -> line.contains("shows a certificate that is not trusted here: ")));
        assertThat(noticesOf(nodes.get(0))).hasSize(1); // by c
        assertThat(noticesOf(nodes.get(1))).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("io.ebbcache.server.net.TestCertificates#engines")
    void shouldDoWithoutANodeOfAnotherAuthorityUntilItHasTheRightOne(TlsEngine engine) throws Exception {
        X509Bundle authority = TestCertificates.authority();
        List<TestCertificates> all = new ArrayList<>();
        for (String name : List.of("a", "b", "c")) {
            TestCertificates its = certificates(name, authority);
            if (name.equals("c")) {
                its.renewBy(TestCertificates.authority());
            }
            all.add(its);
            nodes.add(GuardedNode.encrypted(name, its, its.config(engine, ClientCertificates.REQUIRE)));
        }
        together();
        GuardedNode last = nodes.get(2);
        checkThatTheOthersDoWithoutTheLast();
        await().atMost(PATIENCE).until(() -> last.node.count(ServerCounter.TLS_HANDSHAKES_FAILED) > 20);
        assertThat(noticesOf(last))
                .hasSize(2) // by a and by b, once
                .allMatch(line -> line.contains("shows a certificate that is not trusted here: "));
        assertThat(noticesOf(nodes.get(0)))
                .singleElement()
                .asString() // by c
                .contains(" TLS", "certificate of this node");

        all.get(2).renewBy(authority);
        last.reload();
        awaitForwarded(nodes.get(0), last);
        awaitForwarded(last, nodes.get(0));
    }

    @ParameterizedTest
    @MethodSource("io.ebbcache.server.net.TestCertificates#engines")
    void shouldTrustNewAuthoritiesWhileItRuns(TlsEngine engine) throws Exception {
        X509Bundle before = TestCertificates.authority();
        X509Bundle after = TestCertificates.authority();
        List<TestCertificates> all = new ArrayList<>();
        for (String name : List.of("a", "b", "c")) {
            TestCertificates its = certificates(name, name.equals("c") ? after : before);
            all.add(its);
            nodes.add(GuardedNode.encrypted(name, its, its.config(engine, ClientCertificates.NONE)));
        }
        together();
        GuardedNode first = nodes.get(0);
        GuardedNode last = nodes.get(2);
        checkThatTheOthersDoWithoutTheLast();

        all.get(0).trust(before, after);
        first.reload();
        awaitForwarded(first, last);

        all.get(0).spoil();
        first.reload();
        last.node.keepPort();
        last.node.stop();
        last.node.restart();
        awaitForwarded(first, last);
    }

    @Test
    void shouldDoWithoutANodeOfAnotherPassword() throws Exception {
        together(GuardedNode.asking("a", "pw"), GuardedNode.asking("b", "pw"), GuardedNode.asking("c", "other"));
        GuardedNode last = nodes.get(2);
        checkThatTheOthersDoWithoutTheLast();
        await().atMost(PATIENCE).until(() -> last.node.count(ServerCounter.AUTH_ERRORS) > 20);
        assertThat(noticesOf(last))
                .hasSize(2)
                .allMatch(line -> line.contains("does not let this node log in")
                        && line.contains("authentication failure")
                        && !line.contains("pw"));
    }

    @Test
    void shouldSayWhatIsWrongWithANodeThatEncryptsOrDoesNot() throws Exception {
        TestCertificates its = certificates("a", TestCertificates.authority());
        GuardedNode encrypted = GuardedNode.encrypted("a", its, its.config(TlsEngine.AUTO, ClientCertificates.NONE));
        GuardedNode open = GuardedNode.start("b", null, null, Optional.empty());
        together(encrypted, open);
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(noticesOf(open)).singleElement().asString().contains("speaks no TLS");
            assertThat(noticesOf(encrypted)).singleElement().asString().contains("is not connected: reached");
        });
    }

    @Test
    void shouldSayWhatIsWrongWithANodeThatWantsAPassword() throws Exception {
        GuardedNode open = GuardedNode.start("a", null, null, Optional.empty());
        GuardedNode asking = GuardedNode.asking("b", "pw");
        together(open, asking);
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(noticesOf(asking)).singleElement().asString().contains("wants a password"));
    }

    @Test
    void shouldNotLeaveAPasswordWithANodeThatAsksForNone() throws Exception {
        GuardedNode asking = GuardedNode.asking("a", "pw");
        GuardedNode open = GuardedNode.start("b", null, null, Optional.empty());
        nodes.addAll(List.of(asking, open));
        RoutedNode.tell(ring(), List.of(), asking.node);
        RoutedNode.tell(RoutedNode.ring(VERSION, open.node), List.of(), open.node);
        awaitForwarded(asking, open);
        assertThat(open.say("get auth\r\n")).isEqualTo("END\r\n");
    }

    @Test
    void shouldSayWhichFileCannotBeUsed() throws Exception {
        TestCertificates its = certificates("a", TestCertificates.authority());
        TlsConfig config = its.config(TlsEngine.AUTO, ClientCertificates.NONE);
        Path missing = directory.resolve("missing.pem");
        assertThatThrownBy(() -> PeerTls.load(config, Optional.of(missing)))
                .isInstanceOf(IOException.class)
                .hasMessage("TLS authorities " + missing + ": no such file");
        its.spoil();
        assertThatThrownBy(() -> PeerTls.load(config, Optional.empty()))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("cannot use certificate ");
    }
}
