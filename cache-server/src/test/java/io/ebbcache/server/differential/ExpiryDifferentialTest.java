package io.ebbcache.server.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.ebbcache.server.net.RealMemcached;
import io.ebbcache.server.net.TestServer;
import io.ebbcache.server.net.TransportChoice;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Ebb forgets when memcached does. {@code -Debb.test.seed=…} repeats a run. */
class ExpiryDifferentialTest {

    private static final int BURSTS = 60;
    private static final int ATTEMPTS = 3;

    @Test
    void shouldForgetWhenMemcachedDoes() throws Exception {
        long seed = Long.getLong("ebb.test.seed", System.nanoTime());
        System.out.println("seed " + seed);
        Optional<String> mismatch = Optional.of("not told");
        // again where a machine that has much to do has taken seconds for what should take none
        for (int i = 0; i < ATTEMPTS && mismatch.isPresent(); i++) {
            mismatch = told(new MortalItems(new Choice(seed)));
        }
        assertThat(mismatch).describedAs("seed %d", seed).isEmpty();
    }

    private static Optional<String> told(MortalItems items) throws Exception {
        Wire text = new TextWire();
        Wire packet = new PacketWire();
        // a server that has been flushed before gives back what it had when it is told to flush later
        try (RealMemcached memcached = RealMemcached.start("--extended=no_lru_maintainer");
                TestServer ebb = TestServer.start(TransportChoice.AUTO);
                Contest lines = new Contest(text, ebb::connect, memcached::connect);
                Contest packets = new Contest(packet, ebb::connect, memcached::connect)) {
            Burst flushLater = Burst.of(Request.line("flush_all 3"));
            for (List<Burst> last :
                    List.of(List.<Burst>of(), List.<Burst>of(), List.of(flushLater), List.<Burst>of())) {
                Optional<Mismatch> differentPackets = tell(packets, items.packets(BURSTS));
                Optional<Mismatch> differentLines = tell(lines, items.lines(BURSTS));
                Optional<Mismatch> differentFlush = tell(lines, last);
                if (differentPackets.isPresent()) {
                    return differentPackets.map(found -> found.show(packet));
                }
                if (differentLines.isPresent() || differentFlush.isPresent()) {
                    return differentLines.or(() -> differentFlush).map(found -> found.show(text));
                }
                Thread.sleep(MortalItems.PAUSE_MILLIS);
            }
        }
        return Optional.empty();
    }

    private static Optional<Mismatch> tell(Contest contest, List<Burst> bursts) {
        for (Burst burst : bursts) {
            Optional<Mismatch> mismatch = contest.tell(burst);
            if (mismatch.isPresent()) {
                return mismatch;
            }
        }
        return Optional.empty();
    }
}
