package io.ebbcache.server.net;

import static io.ebbcache.server.net.RealMemcached.VERSION;
import static org.assertj.core.api.Assertions.assertThat;

import io.ebbcache.server.protocol.text.Script;
import io.ebbcache.server.protocol.text.Scripts;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * memcached itself answers the scripts as they say. The packaged 1.6.18 is older than the 1.6.45 that we follow, and differs:
 *
 * <ul>
 *   <li>what is missing in a line, or an empty one, is {@code ERROR}, now {@code CLIENT_ERROR bad command line format};
 *   <li>words too many in a storage command are {@code ERROR}, now ignored;
 *   <li>a bad key, flag or expiry in a storage command leaves its value to be read as commands, now it is swallowed;
 *   <li>numbers beyond 32 bits are cut, here they are refused;
 *   <li>a line may begin with spaces, now it may not;
 *   <li>{@code delete} names its usage and takes only the number 0; we take any;
 *   <li>meta commands: it does not know the flags E, x, and C of mg, nor N of ms and s in its reply; {@code md} says of all
 *       flags that they are invalid or duplicate, as now only {@code ma} does; a mode is one letter, now what follows is ignored;
 *       {@code ma q} tells of a number that it makes; too many flags have another text; {@code me} tells the size of its own.
 * </ul>
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MemcachedTest {

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

    static List<Script> scripts() {
        return Scripts.all().stream().filter(script -> !script.onlyHere()).toList();
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void shouldAnswerAsTheScriptSays(Script script) throws IOException {
        String older = script.olderReply();
        String expected = (older == null ? script.reply() : older) + (script.closes() ? "" : VERSION);
        String reply = reply(script);
        // the scripts ask for seconds that are left: once more, in case one has passed meanwhile
        assertThat(reply.equals(expected) ? reply : reply(script)).isEqualTo(expected);
    }

    private String reply(Script script) throws IOException {
        try (TestClient client = memcached.connect()) {
            assertThat(client.ask("flush_all\r\n", 4)).isEqualTo("OK\r\n");
            client.send(script.request() + (script.closes() ? "" : "version\r\n"));
            return script.comparable(script.closes() ? client.readToEnd() : client.readUntil(VERSION));
        }
    }
}
