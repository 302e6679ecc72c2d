package io.ebbcache.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.ebbcache.server.protocol.binary.PacketScript;
import io.ebbcache.server.protocol.binary.PacketScripts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * memcached itself answers the binary scripts as they say. The packaged 1.6.18 differs, and is not asked, where
 *
 * <ul>
 *   <li>an unknown opcode comes with a key: it takes extras and key twice, and is out of step then; we swallow the body;
 *   <li>touch, or get and touch, come with a value: it takes the value for the next header; to us that is a wrong length;
 *   <li>a key is longer than it reads at once: it closes without a word; to us that is a wrong length;
 *   <li>a body is longer than 1 GiB: it closes without a word, or waits for all of it; 1.6.45 says that it is invalid;
 *   <li>it tells its version.
 * </ul>
 *
 * <p>It also waits for all the extras and the key of a request whose header is wrong already; we answer at once, which the scripts
 * do not show, for they send them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MemcachedBinaryTest {

    private static final String FLUSH = "\u0080\b" + "\0".repeat(22);
    private static final String NOOP = "\u0080\n" + "\0".repeat(22);
    private static final String NOOP_DONE = "\u0081\n" + "\0".repeat(22);

    private RealMemcached memcached;

    @BeforeAll
    void start() throws IOException {
        memcached = RealMemcached.start();
    }

    @AfterAll
    void stop() {
        if (memcached != null) {
            memcached.close();
        }
    }

    static List<PacketScript> scripts() {
        return PacketScripts.all().stream().filter(script -> !script.onlyHere()).toList();
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void shouldAnswerAsTheScriptSays(PacketScript script) throws IOException {
        try (TestClient client = memcached.connect()) {
            assertThat(client.ask(FLUSH, 24)).startsWith("\u0081\b");
            client.send(script.request() + (script.closes() ? "" : NOOP));
            String reply = script.closes() ? client.readToEnd() : client.readUntil(NOOP_DONE);
            assertThat(script.comparable(reply)).isEqualTo(script.reply() + (script.closes() ? "" : NOOP_DONE));
        }
    }

    /** In all but one, which later versions have no more; they have others, and another order. */
    @ParameterizedTest
    @ValueSource(strings = {"", "settings", "items", "slabs", "sizes"})
    void shouldKnowTheSameStatistics(String group) throws Exception {
        List<String> theirs;
        try (TestClient client = memcached.connect()) {
            theirs = new ArrayList<>(names(client, group));
            theirs.remove("slab_reassign_evictions_nomem");
        }
        try (TestServer server = TestServer.start(TransportChoice.NIO);
                TestClient client = server.connect()) {
            assertThat(names(client, group)).containsAll(theirs).endsWith("");
        }
    }

    private static List<String> names(TestClient client, String group) throws IOException {
        assertThat(client.ask(PacketScripts.item(), NOOP_DONE.length())).startsWith("\u0081\1");
        String reply = client.send(PacketScripts.statistics(group) + NOOP).readUntil(NOOP_DONE);
        return PacketScript.keys(0x10, reply.substring(0, reply.length() - NOOP_DONE.length()));
    }
}
